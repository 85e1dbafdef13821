package io.maltan.recommendation.model;

import io.maltan.platform.id.Ids;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.PlaceListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Trains, one model at a time and on a thread of its own: when the places have been read, when
 * enough is new, and when an administrator asks.
 */
@Component
final class ModelTraining implements SmartLifecycle, PlaceListener, FeedbackListener {

    static final String THREAD = "model-training";

    private static final Logger log = LoggerFactory.getLogger(ModelTraining.class);

    private final StoredInteractions stored;
    private final Models models;
    private final GraphProperties properties;
    private final ItemGraphTrainer trainer;
    private final PlaceIndex places;
    private final Clock clock;
    private final AtomicInteger fresh = new AtomicInteger();
    private final Disposable.Composite work = Disposables.composite();
    private volatile @Nullable FluxSink<String> requests;
    private volatile boolean running;

    ModelTraining(
            StoredInteractions stored,
            Models models,
            GraphProperties properties,
            PlaceIndex places,
            Clock clock) {
        this.stored = stored;
        this.models = models;
        this.properties = properties;
        this.trainer = new ItemGraphTrainer(properties.graph());
        this.places = places;
        this.clock = clock;
    }

    @Override
    public void start() {
        Scheduler scheduler = Schedulers.newBoundedElastic(1, 4, THREAD);
        work.add(scheduler);
        work.add(
                Flux.<String>create(sink -> requests = sink, FluxSink.OverflowStrategy.LATEST)
                        .concatMap(reason -> train(reason, scheduler), 0)
                        .subscribe());
        work.add(
                Flux.interval(properties.checkEvery())
                        .onBackpressureDrop()
                        .filter(tick -> isEnoughNew())
                        .subscribe(tick -> request("enough is new")));
        running = true;
        request("start");
    }

    @Override
    public void stop() {
        running = false;
        work.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Asks for a training; one that is asked for while another runs begins after it. */
    void request(String reason) {
        FluxSink<String> sink = requests;
        if (sink != null) {
            sink.next(reason);
        }
    }

    @Override
    public void reloaded() {
        request("places read");
    }

    @Override
    public void changed(int place) {}

    @Override
    public void given(Feedback feedback) {
        if (feedback.isPositiveInteraction()) {
            fresh.incrementAndGet();
        }
    }

    @Override
    public void withdrawn(Feedback feedback) {
        given(feedback);
    }

    private boolean isEnoughNew() {
        int trainedOn = models.current().about().interactions();
        return fresh.get() >= Math.max(properties.newAtLeast(), trainedOn * properties.newShare());
    }

    private Mono<Void> train(String reason, Scheduler scheduler) {
        int counted = fresh.get();
        return stored.read()
                .publishOn(scheduler)
                .doOnNext(set -> models.swap(trained(set)))
                .doOnNext(set -> fresh.addAndGet(-counted))
                .doOnNext(set -> logTraining(reason, set))
                .then()
                .onErrorResume(e -> {
                    log.error("The model could not be trained; the one in service stays", e);
                    return Mono.empty();
                });
    }

    private Model trained(TrainingSet set) {
        Instant begun = clock.instant();
        ItemGraph graph = trainer.train(set.interactions());
        OfflineMeasure measure =
                OfflineMeasure.of(set.interactions(), properties.heldOut(), trainer::train)
                        .orElse(null);
        Instant done = clock.instant();
        ModelFile.About about =
                new ModelFile.About(
                        Model.version(graph.kind(), done, Ids.next()),
                        done,
                        Duration.between(begun, done).toMillis(),
                        set.interactions().people(),
                        set.interactions().size(),
                        1,
                        measure,
                        measure,
                        null);
        return Model.of(about, graph, set.interactions().degrees(), set.ids(), places);
    }

    private void logTraining(String reason, TrainingSet set) {
        log.info(
                "Model {} trained ({}): {} interactions of {} people, {} places",
                models.current().version(),
                reason,
                set.interactions().size(),
                set.interactions().people(),
                set.interactions().items());
    }
}
