package io.maltan.platform.events;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets the work that reaches a step for the n-th time go no further, as if its process had died
 * there.
 */
final class Death implements Steps {

    private final Step step;
    private final AtomicInteger left;
    private final Sinks.Empty<Void> happened = Sinks.empty();
    private final Sinks.Empty<Void> buried = Sinks.empty();

    private Death(Step step, int occurrence) {
        this.step = step;
        this.left = new AtomicInteger(occurrence);
    }

    static Death at(Step step, int occurrence) {
        return new Death(step, occurrence);
    }

    @Override
    public Mono<Void> reached(Step reached) {
        return Mono.defer(
                () -> reached == step && left.decrementAndGet() == 0 ? die() : Mono.empty());
    }

    /**
     * What was begun hangs until it is buried, and then breaks, as a connection does whose process
     * is gone.
     */
    private Mono<Void> die() {
        happened.tryEmitEmpty();
        return buried.asMono().then(Mono.error(() -> new IllegalStateException("died")));
    }

    void bury() {
        buried.tryEmitEmpty();
    }

    Mono<Void> happened() {
        return happened.asMono();
    }
}
