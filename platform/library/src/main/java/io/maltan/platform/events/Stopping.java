package io.maltan.platform.events;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The request to stop, as a state and as a signal. */
final class Stopping {

    private final Sinks.Empty<Void> signal = Sinks.empty();
    private volatile boolean requested;

    void request() {
        requested = true;
        signal.tryEmitEmpty();
    }

    boolean isRequested() {
        return requested;
    }

    Mono<Void> requested() {
        return signal.asMono();
    }
}
