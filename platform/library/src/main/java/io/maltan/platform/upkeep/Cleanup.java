package io.maltan.platform.upkeep;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Removes, again and again, what is kept no longer. A round that fails is on the log, and the next
 * one comes all the same; a round that takes longer than the interval delays it.
 */
public abstract class Cleanup implements SmartLifecycle {

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Duration interval;
    private final String what;
    private volatile Disposable running = Disposables.disposed();

    /**
     * @param interval between the beginnings of two rounds; the first comes after as long
     * @param what is removed, for the log: "Old sessions"
     */
    protected Cleanup(Duration interval, String what) {
        this.interval = interval;
        this.what = what;
    }

    /** One round. */
    protected abstract Mono<Void> clean();

    @Override
    public final void start() {
        running =
                Flux.interval(interval)
                        .onBackpressureDrop()
                        .concatMap(tick -> round(), 1)
                        .subscribe();
    }

    private Mono<Void> round() {
        return Mono.defer(this::clean)
                .doOnError(error -> log.warn("{} remain for now: {}", what, error.toString()))
                .onErrorComplete();
    }

    @Override
    public final void stop() {
        running.dispose();
    }

    @Override
    public final boolean isRunning() {
        return !running.isDisposed();
    }
}
