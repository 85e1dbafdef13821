package io.maltan.platform.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets answers that are kept no longer. */
final class IdempotencyCleanup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyCleanup.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final IdempotencyKeys keys;
    private final Duration keptFor;
    private @Nullable Disposable running;

    IdempotencyCleanup(IdempotencyKeys keys, Duration keptFor) {
        this.keys = keys;
        this.keptFor = keptFor;
    }

    @Override
    public synchronized void start() {
        running =
                Flux.interval(INTERVAL)
                        .onBackpressureDrop()
                        .concatMap(tick -> forget(), 1)
                        .subscribe();
    }

    private Mono<Long> forget() {
        return keys.forgetOlderThan(keptFor)
                .onErrorResume(error -> {
                    log.warn("Old idempotency keys could not be deleted: {}", error.toString());
                    return Mono.empty();
                });
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
