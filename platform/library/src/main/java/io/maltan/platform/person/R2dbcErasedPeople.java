package io.maltan.platform.person;

import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tombstones: an id, and how far the removal of traces has come. */
final class R2dbcErasedPeople implements ErasedPeople {

    private static final String CONTAINS =
            "select exists (select 1 from erased_person where person = :person)";

    private static final String ADD =
            "insert into erased_person (person) values (:person) on conflict do nothing";

    private static final String TRACED =
            """
            select person from erased_person
             where stage = 0 and person <> all(:except)
             order by erased_at limit 20
            """;

    private static final String SETTLED =
            """
            select person from erased_person
             where stage = 1 and erased_at < now() - make_interval(secs => :seconds)
               and person <> all(:except)
             order by erased_at limit 20
            """;

    private static final String ADVANCE =
            "update erased_person set stage = :stage where person = :person and stage < :stage";

    private final DatabaseClient database;

    R2dbcErasedPeople(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> contains(UUID person) {
        return database.sql(CONTAINS).bind("person", person).mapValue(Boolean.class).one();
    }

    Mono<Void> add(UUID person) {
        return database.sql(ADD).bind("person", person).then();
    }

    /** Those who may still be found in past events. */
    Flux<UUID> leavingTraces(UUID[] except) {
        return database.sql(TRACED).bind("except", except).mapValue(UUID.class).all();
    }

    /** Those whose last access token has expired, so that nothing new can come. */
    Flux<UUID> settled(Duration age, UUID[] except) {
        return database.sql(SETTLED)
                .bind("seconds", (double) age.toSeconds())
                .bind("except", except)
                .mapValue(UUID.class)
                .all();
    }

    Mono<Void> noteTracesRemoved(UUID person) {
        return advance(person, 1);
    }

    Mono<Void> noteDone(UUID person) {
        return advance(person, 2);
    }

    private Mono<Void> advance(UUID person, int stage) {
        return database.sql(ADVANCE).bind("stage", stage).bind("person", person).then();
    }
}
