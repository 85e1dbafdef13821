package io.maltan.community.audit;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.community.sql.NullableValue;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The log of what moderators did. The database itself refuses to change or delete an entry. */
@Repository
public class ActionLog {

    private static final String APPEND =
            """
            insert into moderation_log (id, moderator_id, action, target, target_id, author_id, case_id, note)
            values (:id, :moderator, :action, :target, :targetId, :author, :case, :note)
            """;
    private static final String PAGE =
            """
            select l.id, l.at, l.moderator_id, w.display_name as moderator_name, l.action, l.target, l.target_id,
                   l.author_id, m.display_name as author_name, l.case_id, l.note
              from moderation_log l
              left join member w on w.id = l.moderator_id
              left join member m on m.id = l.author_id
             where l.id < :before
             order by l.id desc limit :limit
            """;
    private static final String FORGET =
            """
            update moderation_log
               set moderator_id = nullif(moderator_id, :person), author_id = nullif(author_id, :person),
                   target_id = case when target_id = :person and author_id = :person then :stranger else target_id end
             where moderator_id = :person or author_id = :person
            """;
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final DatabaseClient database;

    ActionLog(DatabaseClient database) {
        this.database = database;
    }

    /** Within the transaction of what is done: both happen or neither. */
    public Mono<Void> append(ModeratorAction action) {
        return database.sql(APPEND)
                .bind("id", Ids.next())
                .bind("moderator", NullableValue.of(action.moderatorId(), UUID.class))
                .bind("action", action.action())
                .bind("target", action.target())
                .bind("targetId", action.targetId())
                .bind("author", NullableValue.of(action.authorId(), UUID.class))
                .bind("case", NullableValue.of(action.caseId(), UUID.class))
                .bind("note", NullableValue.of(action.note(), String.class))
                .then();
    }

    /** Latest first. */
    public Mono<Page<LoggedAction>> list(PageRequest page) {
        return database.sql(PAGE)
                .bind("before", page.cursor() == null ? HIGHEST : page.cursor().uuid(0))
                .bind("limit", page.limitPlusOne())
                .map(ActionLog::toLogged)
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())));
    }

    /**
     * Leaves the entries and takes the person out of them.
     *
     * @param stranger an id that nobody has, for what was done to the person
     */
    public Mono<Void> forget(UUID person, UUID stranger) {
        return database.sql(FORGET).bind("person", person).bind("stranger", stranger).then();
    }

    private static LoggedAction toLogged(Readable row) {
        return new LoggedAction(
                required(row, "id", UUID.class),
                required(row, "at", Instant.class),
                person(row, "moderator_id", "moderator_name"),
                required(row, "action", String.class),
                required(row, "target", String.class),
                required(row, "target_id", UUID.class),
                person(row, "author_id", "author_name"),
                row.get("case_id", UUID.class),
                row.get("note", String.class));
    }

    private static @Nullable Author person(Readable row, String id, String name) {
        UUID person = row.get(id, UUID.class);
        return person == null ? null : Author.of(person, row.get(name, String.class));
    }
}
