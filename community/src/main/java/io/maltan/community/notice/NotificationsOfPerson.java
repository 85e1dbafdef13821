package io.maltan.community.notice;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What somebody was told, and what others were told of them. */
@Component
class NotificationsOfPerson implements PersonalData {

    private static final String EXPORT =
            """
            select kind, post_id, comment_id, note, created_at, read_at from notification where recipient_id = :person
            """;
    private static final String FORGET_TOLD =
            "delete from notification where recipient_id = :person";
    private static final String FORGET_PREFERENCES =
            "delete from notification_preference where person_id = :person";
    private static final String LEAVE_GROUPS =
            """
            with gone as (
                delete from notification_actor where actor_id = :person returning notification_id
            )
            update notification n set actor_count = n.actor_count - 1
              from gone where n.id = gone.notification_id and n.actor_count > 1
            """;
    private static final String FORGET_CAUSED =
            """
            delete from notification n
             where n.actor_count = 1
               and n.kind in ('comment', 'reply', 'mention', 'follow', 'vote', 'meetup_joined')
               and not exists (select 1 from notification_actor a where a.notification_id = n.id)
               and n.id = any(:ids)
            """;

    /** What was told of nobody else. */
    private static final String ALONE =
            """
            select a.notification_id from notification_actor a join notification n on n.id = a.notification_id
             where a.actor_id = :person and n.actor_count = 1
            """;

    private final DatabaseClient database;

    NotificationsOfPerson(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String section() {
        return "notifications";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Exported(
                                required(row, "kind", String.class),
                                row.get("post_id", UUID.class),
                                row.get("comment_id", UUID.class),
                                row.get("note", String.class),
                                required(row, "created_at", Instant.class),
                                row.get("read_at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(ALONE)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(alone -> erase(person, alone));
    }

    private Mono<Void> erase(UUID person, List<UUID> alone) {
        return run(FORGET_TOLD, person)
                .then(run(FORGET_PREFERENCES, person))
                .then(run(LEAVE_GROUPS, person))
                .then(database.sql(FORGET_CAUSED).bind("ids", alone.toArray(UUID[]::new)).then());
    }

    private Mono<Void> run(String statement, UUID person) {
        return database.sql(statement).bind("person", person).then();
    }

    /** One notification. */
    record Exported(
            String kind,
            @Nullable UUID postId,
            @Nullable UUID commentId,
            @Nullable String note,
            Instant createdAt,
            @Nullable Instant readAt) {}
}
