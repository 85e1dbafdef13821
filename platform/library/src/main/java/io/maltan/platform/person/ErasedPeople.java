package io.maltan.platform.person;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Whom this service has erased. An event about one of them is late and to be ignored. */
public interface ErasedPeople {

    Mono<Boolean> contains(UUID person);
}
