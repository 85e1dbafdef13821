package io.maltan.community.turn;

import io.maltan.community.sql.DatabaseLimit;
import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Carries out batches apart from the requests that are in them, so that a client who leaves takes
 * nobody else's work along.
 */
@Component
public class BatchWork implements SmartLifecycle {

    /** Each batch holds a database connection; most of them stay free for everything else. */
    private static final int AT_ONCE = 8;

    private static final Duration HANDING_OVER = Duration.ofSeconds(1);

    private final Duration timeLimit;
    private volatile Sinks.@Nullable Many<Mono<Void>> runs;
    private volatile @Nullable Disposable worker;

    BatchWork(DatabaseLimit limit) {
        this.timeLimit = limit.limit();
    }

    /**
     * A queue for each key, emptied in batches.
     *
     * @param most how much a batch takes at most
     * @param work does a batch, and answers for each of its items in their order
     */
    public <T, R> Batches<T, R> batches(
            int most, BiFunction<UUID, List<T>, Mono<List<Mono<R>>>> work) {
        return new Batches<>(this, timeLimit, most, work);
    }

    /** Does one batch once those before it, of whatever key, have had their turn. */
    void run(Mono<Void> run) {
        Sinks.Many<Mono<Void>> sink = runs;
        if (sink == null) {
            throw new Unavailable("unavailable", HANDING_OVER);
        }
        sink.emitNext(run, Sinks.EmitFailureHandler.busyLooping(HANDING_OVER));
    }

    @Override
    public void start() {
        Sinks.Many<Mono<Void>> sink = Sinks.many().unicast().onBackpressureBuffer();
        runs = sink;
        worker = sink.asFlux().flatMap(run -> run, AT_ONCE).subscribe();
    }

    @Override
    public void stop() {
        Disposable stopped = worker;
        runs = null;
        worker = null;
        if (stopped != null) {
            stopped.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    /** Begins before the web server takes requests, and ends after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
