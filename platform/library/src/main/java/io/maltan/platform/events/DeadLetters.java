package io.maltan.platform.events;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The events that this service could not handle. */
public interface DeadLetters {

    Mono<Long> count();

    /** The oldest first. */
    Flux<DeadLetter> list(int limit);

    /**
     * Handles one again; it is no dead letter any more when that succeeds, and stays one when it
     * fails.
     *
     * @return whether it was handled; empty where there is no dead letter of that id
     */
    Mono<Boolean> replay(String id);

    /**
     * Handles up to so many again, the oldest first.
     *
     * @return how many succeeded
     */
    Mono<Long> replay(int limit);

    /** Deletes those that mention a text anywhere; how many. */
    Mono<Long> removeMentioning(String text);
}
