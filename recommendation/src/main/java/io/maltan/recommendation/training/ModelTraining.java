package io.maltan.recommendation.training;

import io.maltan.platform.id.Ids;
import io.maltan.platform.problem.Conflict;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.MemoryPlan;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.PlaceListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Trains, one model at a time over all replicas and on a thread of its own: when the places have
 * been read, when enough is new, and when an administrator asks. Nothing is trained before the
 * places have been read: what was done at a place that is not known counts for nothing. Takes over
 * what went live, whoever trained it.
 */
@Component
final class ModelTraining implements SmartLifecycle, PlaceListener, FeedbackListener {

    static final String THREAD = "model-training";

    /** While they are read, divided for the trial, and made a model of. */
    private static final long BYTES_PER_INTERACTION = 120;

    private static final int RENEWALS_IN_A_LEASE = 4;

    private static final Logger log = LoggerFactory.getLogger(ModelTraining.class);

    private final StoredInteractions interactions;
    private final StoredModels stored;
    private final LoggedChoices weights;
    private final ModelFolder folder;
    private final Models models;
    private final TrainingProperties properties;
    private final PlaceIndex places;
    private final MemoryPlan memory;
    private final Clock clock;
    private final UUID replica = Ids.next();
    private final AtomicInteger fresh = new AtomicInteger();
    private final Sinks.Empty<Void> placesRead = Sinks.empty();
    private final Disposable.Composite work = Disposables.composite();
    private volatile @Nullable FluxSink<Request> requests;
    private volatile @Nullable ModelFile serving;
    private volatile boolean settled;
    private volatile boolean running;

    ModelTraining(
            StoredInteractions interactions,
            StoredModels stored,
            LoggedChoices weights,
            ModelFolder folder,
            Models models,
            TrainingProperties properties,
            PlaceIndex places,
            MemoryPlan memory,
            Clock clock) {
        this.interactions = interactions;
        this.stored = stored;
        this.weights = weights;
        this.folder = folder;
        this.models = models;
        this.properties = properties;
        this.places = places;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public void start() {
        Scheduler scheduler = Schedulers.newBoundedElastic(1, 16, THREAD);
        work.add(scheduler);
        work.add(
                Flux.<Request>create(sink -> requests = sink, FluxSink.OverflowStrategy.LATEST)
                        .concatMap(
                                request -> placesRead.asMono().then(serve(request, scheduler)), 0)
                        .subscribe());
        work.add(
                Flux.interval(properties.checkEvery())
                        .onBackpressureDrop()
                        .filter(tick -> isEnoughNew())
                        .subscribe(tick -> request("enough is new")));
        work.add(
                Flux.interval(properties.lookEvery())
                        .onBackpressureDrop()
                        .concatMap(tick -> takeOver(false, scheduler), 1)
                        .subscribe());
        running = true;
        submit(new Request("start", true));
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

    /**
     * Asks for a training; one that is asked for while another runs here begins after it.
     *
     * @return an error where the heap has no room for it, or where another replica or the command
     *     {@code train} is training
     */
    Mono<Void> ask() {
        long most = mostInteractions();
        return stored.isLeasedByAnother(replica)
                .flatMap(leased -> leased ? Mono.error(new TrainedElsewhere()) : Mono.just(false))
                .then(Mono.defer(() -> interactions.areAtMost(most)))
                .flatMap(fit -> fit ? Mono.just(true) : Mono.error(new TooMuchToTrainOn(most)))
                .doOnNext(fit -> request("asked for"))
                .then();
    }

    private void request(String reason) {
        submit(new Request(reason, false));
    }

    private void submit(Request request) {
        FluxSink<Request> sink = requests;
        if (sink != null) {
            sink.next(request);
        }
    }

    /** The first time, what was asked for since the start has waited for it. */
    @Override
    public void reloaded() {
        boolean isFirst = placesRead.tryEmitEmpty().isSuccess();
        if (!isFirst) {
            submit(new Request("places read", true));
        }
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
        return fresh.get() >= enough(models.current().about().interactions());
    }

    private double enough(int trainedOn) {
        return Math.max(properties.newAtLeast(), trainedOn * properties.newShare());
    }

    /** Takes the model before the one in service; tells whether there is one. */
    Mono<Boolean> rollBack() {
        return stored.rollBack();
    }

    private Mono<Void> serve(Request request, Scheduler scheduler) {
        Mono<Void> before = request.onlyIfStale() ? takeOver(true, scheduler) : Mono.empty();
        return before.doOnSuccess(nothing -> settled = true)
                .then(Mono.defer(this::isRoom))
                .filter(isRoom -> isRoom)
                .flatMap(isRoom -> interactions.read())
                .publishOn(scheduler)
                .filter(set -> isAnything(request.reason(), set))
                .filter(set -> !request.onlyIfStale() || isStale(set))
                .flatMap(set -> trainAlone(request.reason(), set, scheduler))
                .onErrorResume(e -> {
                    log.error("The model could not be trained; the one in service stays", e);
                    return Mono.empty();
                });
    }

    /** Reading more than the heap has room for would end the service. */
    private Mono<Boolean> isRoom() {
        long most = mostInteractions();
        return interactions
                .areAtMost(most)
                .doOnNext(fit -> {
                    if (!fit) {
                        log.warn(
                                "There are more interactions than the {} for whose training the heap has"
                                        + " room: the model in service stays. The command train makes one in"
                                        + " a process of its own.",
                                most);
                    }
                });
    }

    private long mostInteractions() {
        return memory.spare(places.size()) / BYTES_PER_INTERACTION;
    }

    /** A model of nothing would be no better than none. */
    private static boolean isAnything(String reason, TrainingSet set) {
        if (set.isEmpty()) {
            log.info("There is nothing to train on; nothing done ({})", reason);
        }
        return !set.isEmpty();
    }

    private boolean isStale(TrainingSet set) {
        ModelFile.About about = models.current().about();
        int difference = Math.abs(set.interactions().size() - about.interactions());
        return models.current().isUntrained() || difference >= enough(about.interactions());
    }

    private Mono<Void> trainAlone(String reason, TrainingSet set, Scheduler scheduler) {
        int counted = fresh.get();
        return Mono.usingWhen(
                        stored.lease(replica, properties.leaseFor()),
                        mayTrain ->
                                mayTrain
                                        ? renewing(train(reason, set, scheduler), scheduler)
                                        : elsewhere(reason),
                        mayTrain -> stored.release(replica))
                .then(Mono.defer(() -> takeOver(false, scheduler)))
                .doOnSuccess(nothing -> fresh.addAndGet(-counted));
    }

    /** With the lease renewed meanwhile: it is short, so that a trainer that died is soon over. */
    private Mono<Void> renewing(Mono<Void> training, Scheduler scheduler) {
        Duration pause = properties.leaseFor().dividedBy(RENEWALS_IN_A_LEASE);
        return Mono.using(
                () ->
                        Flux.interval(pause)
                                .onBackpressureDrop()
                                .concatMap(tick -> renew(), 1)
                                .subscribe(),
                renewal -> training.subscribeOn(scheduler),
                Disposable::dispose);
    }

    private Mono<Boolean> renew() {
        return stored.lease(replica, properties.leaseFor())
                .doOnError(
                        e -> log.warn("The right to train could not be renewed: {}", e.toString()))
                .onErrorReturn(false);
    }

    private static Mono<Void> elsewhere(String reason) {
        log.info("Another replica trains; nothing done ({})", reason);
        return Mono.empty();
    }

    /** What comes from now on is not in the set. */
    private Mono<Void> train(String reason, TrainingSet set, Scheduler scheduler) {
        Instant readAt = clock.instant();
        ModelTrainer trainer =
                new ModelTrainer(
                        properties
                                .graph()
                                .within(
                                        properties.graphMemory().toBytes(),
                                        set.interactions().items()),
                        properties.filterSettings(),
                        properties.limits(),
                        properties.heldOut(),
                        log::info);
        return Mono.fromSupplier(() -> trainer.plan(set, presentFor(set)))
                .flatMap(plan -> weights.learn(plan, scheduler))
                .publishOn(scheduler)
                .map(plan -> trainer.train(plan, readAt))
                .flatMap(candidate -> kept(reason, set, candidate));
    }

    private @Nullable InService presentFor(TrainingSet set) {
        ModelFile present = serving;
        return present == null ? null : InService.of(present, set.ids());
    }

    private Mono<Void> kept(String reason, TrainingSet set, ModelTrainer.Candidate candidate) {
        Path path = folder.of(candidate.about().version());
        ModelFile.write(
                path,
                candidate.about(),
                candidate.model(),
                set.ids(),
                set.interactions().degrees());
        log.info(
                "Model {} trained ({}): {} interactions of {} people, {} places; {}",
                candidate.about().version(),
                reason,
                set.interactions().size(),
                set.interactions().people(),
                set.interactions().items(),
                candidate.verdict());
        Mono<Void> live = candidate.isBetter() ? goLive(candidate.about().version()) : Mono.empty();
        return stored.keep(path, candidate.about(), candidate.model().kind(), candidate.verdict())
                .then(live)
                .then(stored.forget(properties.kept()));
    }

    private Mono<Void> goLive(String version) {
        return stored.goLive(version, replica)
                .doOnNext(isLive -> {
                    if (!isLive) {
                        log.warn("Model {} is not put into service: another trains now", version);
                    }
                })
                .then();
    }

    /** Puts into service here what is to be in service everywhere. */
    private Mono<Void> takeOver(boolean again, Scheduler scheduler) {
        return stored.inService()
                .filter(version -> again || !version.equals(models.current().version()))
                .publishOn(scheduler)
                .flatMap(version -> served(version).orElseGet(() -> file(version, scheduler)))
                .doOnNext(this::swap)
                .then()
                .onErrorResume(e -> {
                    log.warn("The model in service could not be fetched: {}", e.toString());
                    return Mono.empty();
                });
    }

    /** A file that is mapped already is not mapped a second time. */
    private Optional<Mono<ModelFile>> served(String version) {
        return Optional.ofNullable(serving)
                .filter(file -> file.header().about().version().equals(version))
                .map(Mono::just);
    }

    private Mono<ModelFile> file(String version, Scheduler scheduler) {
        Path path = folder.of(version);
        return folder.open(path)
                .map(Mono::just)
                .orElseGet(() ->
                        stored.fetch(version, path).publishOn(scheduler).map(ModelFile::open));
    }

    private void swap(ModelFile file) {
        models.swap(Model.of(file, places));
        serving = file;
        folder.keepOnly(file.header().about().version());
        log.info("Model {} is in service", file.header().about().version());
    }

    /**
     * Whether the model that is to be in service, if there is one, has been looked for; nobody
     * waits for one that is still to be trained.
     */
    boolean isSettled() {
        return settled;
    }

    private record Request(String reason, boolean onlyIfStale) {}

    static final class TrainedElsewhere extends Conflict {

        TrainedElsewhere() {
            super("trained_elsewhere");
        }
    }

    static final class TooMuchToTrainOn extends Conflict {

        TooMuchToTrainOn(long most) {
            super("too_much_to_train_on", most);
        }
    }
}
