package io.maltan.platform.events;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What past events of this service still tell about a person. */
public interface EventTraces {

    /**
     * Takes a person out of the outbox, the stream and the dead letters. An event that somebody has
     * yet to handle stays, and so do the request and the answers of the erasure itself, which tell
     * nothing but the id.
     *
     * @return whether nothing is left; where something stays, ask again later
     */
    Mono<Boolean> remove(UUID person);
}
