package io.maltan.platform.events;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Where a service leaves its events, in the transaction that makes them true.
 *
 * <p>They are published on the stream that {@code maltan.events.stream} names, after the commit, at
 * least once and in the order of appending. Without a transaction around it each call commits by
 * itself.
 */
public interface Outbox {

    default Mono<Void> append(NewEvent event) {
        return append(List.of(event));
    }

    Mono<Void> append(List<NewEvent> events);
}
