package io.maltan.community.moderation;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.audit.ActionLog;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What somebody reported, what was decided against them, on which of their texts (while a case is
 * open nobody is warned of it), and their appeals. That something was reported and decided stays on
 * record; who it was does not.
 */
@Component
class ModerationOfPerson implements PersonalData {

    private static final String EXPORT =
            """
            select 'report' as kind, r.id, r.target, r.target_id, r.reason as what, r.detail as words, r.created_at as at
              from report r where r.reporter_id = :person
            union all
            select 'decision', c.id, c.target, c.target_id, c.action, c.note, c.decided_at
              from moderation_case c
             where c.author_id = :person and c.action in ('hide', 'remove', 'suspend_author')
            union all
            select 'appeal', a.id, c.target, c.target_id, a.status, a.body, a.created_at
              from appeal a join moderation_case c on c.id = a.case_id where a.author_id = :person
            union all
            select 'reported_text', r.id, r.target, r.target_id, 'version ' || r.target_version, concat_ws(e'\\n', r.title, r.body),
                   r.created_at
              from report r join moderation_case c on c.id = r.case_id
             where c.author_id = :person and c.status = 'decided' and r.body is not null
            """;
    private static final String CLOSE =
            """
            update moderation_case
               set status = 'decided', action = 'dismiss', note = 'erased', decided_at = now(), updated_at = now()
             where author_id = :person and status = 'open'
            returning id
            """;
    private static final List<String> FORGET =
            List.of(
                    "update report set reporter_id = null, detail = null where reporter_id = :person",
                    """
                    update report set title = null, body = null, body_html = null
                     where body is not null and case_id in (select id from moderation_case where author_id = :person)
                    """,
                    "update moderation_case set author_id = null where author_id = :person",
                    "update moderation_case set decided_by = null where decided_by = :person",
                    """
                    update appeal set status = 'rejected', note = 'erased', decided_at = now()
                     where author_id = :person and status = 'open'
                    """,
                    "update appeal set author_id = null, body = '' where author_id = :person",
                    "update appeal set decided_by = null where decided_by = :person");

    private static final String FORGET_TARGET =
            "update {table} set target_id = :stranger where target = 'user' and target_id = :person";

    private final DatabaseClient database;
    private final ActionLog log;
    private final Outbox outbox;

    ModerationOfPerson(DatabaseClient database, ActionLog log, Outbox outbox) {
        this.database = database;
        this.log = log;
        this.outbox = outbox;
    }

    @Override
    public String section() {
        return "moderation";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Exported(
                                required(row, "kind", String.class),
                                required(row, "id", UUID.class),
                                required(row, "target", String.class),
                                required(row, "target_id", UUID.class),
                                required(row, "what", String.class),
                                row.get("words", String.class),
                                required(row, "at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return close(person)
                .thenMany(Flux.fromIterable(FORGET))
                .concatMap(statement -> database.sql(statement).bind("person", person).then())
                .then(forgetTarget(person, Ids.next()));
    }

    /** Nobody has to decide on what is gone, and whoever watches the queue hears of it. */
    private Mono<Void> close(UUID person) {
        return database.sql(CLOSE)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .map(id -> new CaseChanged(id, false).toEvent())
                .collectList()
                .flatMap(outbox::append);
    }

    /** What was said and done about the person was about somebody whom nobody knows. */
    private Mono<Void> forgetTarget(UUID person, UUID stranger) {
        return Flux.just("report", "moderation_case")
                .concatMap(table ->
                        database.sql(FORGET_TARGET.replace("{table}", table))
                                .bind("person", person)
                                .bind("stranger", stranger)
                                .then())
                .then(log.forget(person, stranger));
    }

    /** A report, a decision against the person, or an appeal. */
    record Exported(
            String kind,
            UUID id,
            String target,
            UUID targetId,
            String what,
            @Nullable String words,
            Instant at) {}
}
