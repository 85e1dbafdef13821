package io.maltan.platform.events;

import reactor.core.publisher.Mono;

/**
 * Fetches the present state from the owner of a stream, for a consumer group that is new or has
 * fallen behind what the stream retains.
 */
public interface SnapshotLoader {

    /** One of {@link EventStreams}. */
    String stream();

    /**
     * Reloads everything.
     *
     * @return the stream position to go on after: one that the owner read before it read the state
     */
    Mono<String> load();
}
