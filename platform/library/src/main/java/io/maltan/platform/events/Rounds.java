package io.maltan.platform.events;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Work that goes on in rounds for as long as the process lives. */
final class Rounds {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final String name;
    private final Stopping stopping;
    private final Duration longestPause;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    Rounds(String name, Stopping stopping, Duration longestPause) {
        this.name = name;
        this.stopping = stopping;
        this.longestPause = longestPause;
    }

    /**
     * Repeats a round until stopping is requested; after one that fails the next waits, longer each
     * time.
     */
    Mono<Void> repeat(Supplier<Mono<Void>> round) {
        return Mono.defer(round)
                .doOnSuccess(done -> reportResumed())
                .retryWhen(pauses())
                .onErrorComplete(error -> stopping.isRequested())
                .repeat(() -> !stopping.isRequested())
                .then();
    }

    private Retry pauses() {
        return Retry.backoff(Long.MAX_VALUE, SHORTEST_PAUSE)
                .maxBackoff(longestPause)
                .jitter(0.3)
                .filter(error -> !stopping.isRequested())
                .doBeforeRetry(signal -> reportInterrupted(signal.failure()));
    }

    private void reportInterrupted(Throwable error) {
        if (interrupted.compareAndSet(false, true)) {
            log.warn("{} is interrupted and goes on when it can: {}", name, error.toString());
        }
    }

    private void reportResumed() {
        if (interrupted.compareAndSet(true, false)) {
            log.info("{} goes on", name);
        }
    }

    /** A pause that the request to stop cuts short. */
    Mono<Void> pause(Duration length) {
        return pause(length, Mono.never());
    }

    /** A pause that ends early when woken. */
    Mono<Void> pause(Duration length, Mono<Void> woken) {
        return Mono.firstWithSignal(Mono.delay(length).then(), stopping.requested(), woken);
    }
}
