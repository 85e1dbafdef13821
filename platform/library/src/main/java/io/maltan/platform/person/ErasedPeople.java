package io.maltan.platform.person;

import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Whom this service has erased. An event about one of them is late and to be ignored. */
public interface ErasedPeople {

    Mono<Boolean> contains(UUID person);

    /** Does something about a person who has not been erased; about one who has, nothing. */
    default Mono<Void> unlessErased(UUID person, Supplier<Mono<Void>> action) {
        return contains(person).flatMap(gone -> gone ? Mono.empty() : action.get());
    }
}
