package io.maltan.community.trust;

import io.maltan.platform.problem.Forbidden;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who may not write for a while: as long as the longest decision says that stands. */
@Repository
class Suspensions {

    private static final String UNTIL =
            """
            select suspended_until from moderation_case
             where author_id = :person and action = 'suspend_author' and not overturned and suspended_until > now()
             order by suspended_until desc limit 1
            """;

    private final DatabaseClient database;

    Suspensions(DatabaseClient database) {
        this.database = database;
    }

    /** Fails with {@code suspended} while somebody is. */
    Mono<Void> requireNone(UUID person) {
        return database.sql(UNTIL)
                .bind("person", person)
                .mapValue(Instant.class)
                .one()
                .flatMap(until -> Mono.error(() -> new Suspended(until)));
    }

    /** Writing is refused until the time given. */
    private static final class Suspended extends Forbidden {

        Suspended(Instant until) {
            super("suspended", until.toString());
        }
    }
}
