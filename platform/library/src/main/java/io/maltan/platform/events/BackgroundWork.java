package io.maltan.platform.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work of the process itself, from its start to its end; it starts after and stops before the
 * connection to Redis.
 */
abstract class BackgroundWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
    private static final int PHASE = 1000;
    private static final Duration GRACE = Duration.ofSeconds(4);

    private Stopping stopping = new Stopping();
    private Sinks.Empty<Void> ended = Sinks.empty();
    private @Nullable Disposable running;

    /** Works until stopping is requested, and then finishes what it has begun. */
    abstract Mono<Void> work(Stopping stopping);

    /** Gives back what the work held. */
    abstract Mono<Void> release();

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        stopping = new Stopping();
        Sinks.Empty<Void> end = Sinks.empty();
        ended = end;
        running =
                work(stopping)
                        .doFinally(signal -> end.tryEmitEmpty())
                        .subscribe(
                                nothing -> {},
                                error ->
                                        log.error(
                                                "{} has ended", getClass().getSimpleName(), error));
    }

    @Override
    public synchronized void stop(Runnable callback) {
        Disposable last = running;
        if (last == null) {
            callback.run();
            return;
        }
        stopping.request();
        ended.asMono()
                .timeout(GRACE)
                .onErrorComplete()
                .then(Mono.fromRunnable(last::dispose))
                .then(release().timeout(GRACE).onErrorComplete())
                .doFinally(signal -> callback.run())
                .subscribe();
        running = null;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Ends at once, as when the process dies: nothing is finished, nothing given back. */
    synchronized void kill() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
