package io.maltan.platform.events;

import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Fetches the present state from the owner of a stream, for a consumer group that is new or has
 * fallen behind what the stream retains.
 */
public interface SnapshotLoader {

    /** One of {@link EventStreams}. */
    String stream();

    /**
     * The types of events after which everything is reloaded, since the owner has changed more at
     * once than it tells one by one. Events that follow are handled although the snapshot may know
     * them already, so an older state must not replace a newer one.
     */
    default Set<String> reloadsAfter() {
        return Set.of();
    }

    /**
     * Reloads everything.
     *
     * @return the stream position to go on after: one that the owner read before it read the state
     */
    Mono<String> load();
}
