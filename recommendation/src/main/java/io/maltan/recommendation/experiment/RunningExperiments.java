package io.maltan.recommendation.experiment;

import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import io.maltan.recommendation.ranking.Experiments;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The experiments as this replica knows them: read when one changed, and now and then. */
@Component
final class RunningExperiments implements Experiments, SmartLifecycle {

    static final String CHANGED = "experiment.changed";

    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    private final R2dbcExperiments rows;
    private final Exposures exposures;
    private final EventTail tail;
    private final Disposable.Swap following = Disposables.swap();
    private volatile List<Experiment> running = List.of();
    private volatile boolean started;

    RunningExperiments(R2dbcExperiments rows, Exposures exposures, EventTail tail) {
        this.rows = rows;
        this.exposures = exposures;
        this.tail = tail;
    }

    @Override
    public Optional<Variant> variantOf(UUID person) {
        return running.stream()
                .max(Comparator.comparingLong(experiment -> experiment.turn(person)))
                .flatMap(experiment -> experiment.variantOf(person));
    }

    @Override
    public void exposed(UUID person, Variant variant) {
        exposures.exposed(person, variant);
    }

    @Override
    public void start() {
        started = true;
        Flux<?> changes =
                tail.live(EventStreams.FEEDBACK)
                        .filter(streamed -> streamed.event().type().equals(CHANGED));
        following.update(
                Flux.merge(Flux.interval(Duration.ZERO, READ_EVERY), changes)
                        .onBackpressureLatest()
                        .concatMap(occasion -> read().onErrorResume(e -> Mono.empty()), 1)
                        .retry()
                        .subscribe());
    }

    /** Reads them now. */
    Mono<Void> read() {
        return rows.all()
                .collectList()
                .doOnNext(read -> {
                    if (!read.equals(running)) {
                        running = List.copyOf(read);
                        exposures.forgetWhoIsKnown();
                    }
                })
                .then();
    }

    @Override
    public void stop() {
        started = false;
        following.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
