package io.maltan.platform.events;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Work that is finished even when nobody waits for it any more.
 *
 * <p>A transaction that is cancelled rolls back while its next statement may be on its way; that
 * statement then runs, and commits, by itself.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Begins the work when subscribed to, each time anew. */
    static <T> Mono<T> run(Supplier<Mono<T>> work) {
        return Mono.defer(() -> work.get().cache());
    }
}
