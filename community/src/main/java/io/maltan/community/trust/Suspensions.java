package io.maltan.community.trust;

import io.maltan.platform.problem.Forbidden;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who may not write for a while. */
@Repository
public class Suspensions {

    private static final String SUSPEND =
            """
            insert into suspension (member_id, until, case_id) values (:person, :until, :case)
            on conflict (member_id) do update
               set until = excluded.until, case_id = excluded.case_id
             where suspension.until < excluded.until
            """;
    private static final String LIFT =
            "delete from suspension where member_id = :person and case_id = :case";
    private static final String FORGET = "delete from suspension where member_id = :person";
    private static final String UNTIL =
            "select until from suspension where member_id = :person and until > now()";

    private final DatabaseClient database;

    Suspensions(DatabaseClient database) {
        this.database = database;
    }

    /** Suspends somebody, unless they are suspended for longer already. */
    public Mono<Void> suspend(UUID person, Instant until, UUID caseId) {
        return database.sql(SUSPEND)
                .bind("person", person)
                .bind("until", until)
                .bind("case", caseId)
                .then();
    }

    /** Ends the suspension that a case led to. */
    public Mono<Void> lift(UUID person, UUID caseId) {
        return database.sql(LIFT).bind("person", person).bind("case", caseId).then();
    }

    public Mono<Void> forget(UUID person) {
        return database.sql(FORGET).bind("person", person).then();
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
