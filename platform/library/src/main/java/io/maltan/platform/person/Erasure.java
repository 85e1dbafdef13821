package io.maltan.platform.person;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Erases a person from every feature of this service; in the caller's transaction. */
final class Erasure {

    /** For this transaction alone: a person may have much. */
    private static final String PATIENCE = "set local statement_timeout = '20s'";

    private static final String FORGET_ANSWERS =
            "delete from idempotency_key where scope = :person";

    private final DatabaseClient database;
    private final List<PersonalData> features;
    private final R2dbcErasedPeople erased;

    Erasure(DatabaseClient database, List<PersonalData> features, R2dbcErasedPeople erased) {
        this.database = database;
        this.features = List.copyOf(features);
        this.erased = erased;
    }

    Mono<Void> of(UUID person) {
        return database.sql(PATIENCE)
                .then()
                .then(erased.add(person))
                .then(eraseFeatures(person))
                .then(forgetAnswers(person));
    }

    private Mono<Void> eraseFeatures(UUID person) {
        return Flux.fromIterable(features).concatMap(feature -> feature.erase(person)).then();
    }

    private Mono<Void> forgetAnswers(UUID person) {
        return database.sql(FORGET_ANSWERS).bind("person", person.toString()).then();
    }
}
