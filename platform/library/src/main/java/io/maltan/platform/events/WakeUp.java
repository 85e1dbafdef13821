package io.maltan.platform.events;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Wakes the relay when something was appended; what comes while it works is not forgotten. */
final class WakeUp {

    private final AtomicReference<Sinks.Empty<Void>> next = new AtomicReference<>(Sinks.empty());

    void call() {
        next.get().tryEmitEmpty();
    }

    /**
     * From here on calls count: to be followed by a look at the outbox, then by {@link #called()}.
     */
    void reset() {
        next.set(Sinks.empty());
    }

    Mono<Void> called() {
        return Mono.defer(() -> next.get().asMono());
    }
}
