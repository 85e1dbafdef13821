package io.maltan.recommendation.place;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Keeps the {@link PlaceIndex} of this replica: reads the rows at start and after a new snapshot,
 * then follows the stream of events.
 */
@Component
final class PlacePicture implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PlacePicture.class);
    private static final String ALL_RETAINED = "0-0";
    private static final Duration LOOK_FOR_SNAPSHOTS = Duration.ofSeconds(2);

    /**
     * A place without a row was removed, or its event came here before it came to the rows: so the
     * events after the snapshot are heard first.
     */
    private static final Duration CAUGHT_UP_AFTER = Duration.ofSeconds(5);

    private final R2dbcPlaces rows;
    private final PlaceIndex index;
    private final EventTail tail;
    private final EventJson json;
    private final MemoryPlan plan;
    private final Refusal refusal;
    private final ObjectProvider<PlaceListener> listeners;
    private final Disposable.Swap following = Disposables.swap();
    private volatile boolean loaded;
    private volatile boolean running;

    PlacePicture(
            R2dbcPlaces rows,
            PlaceIndex index,
            EventTail tail,
            EventJson json,
            MemoryPlan plan,
            Refusal refusal,
            ObjectProvider<PlaceListener> listeners) {
        this.rows = rows;
        this.index = index;
        this.tail = tail;
        this.json = json;
        this.plan = plan;
        this.refusal = refusal;
        this.listeners = listeners;
    }

    /** Whether the rows have been read, so that requests find what there is. */
    boolean isLoaded() {
        return loaded;
    }

    @Override
    public void start() {
        running = true;
        following.update(
                loadAndFollow()
                        .repeat()
                        .doOnError(e -> log.warn("The picture of places is read anew", e))
                        .retryWhen(
                                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250))
                                        .maxBackoff(Duration.ofSeconds(5))
                                        .filter(e -> !(e instanceof MemoryPlan.NotEnoughMemory)))
                        .subscribe(nothing -> {}, this::refuse));
    }

    private void refuse(Throwable e) {
        log.error("The service ends: {}", e.getMessage());
        refusal.end();
    }

    @Override
    public void stop() {
        running = false;
        following.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Completes when a newer snapshot has replaced the rows. */
    private Flux<Void> loadAndFollow() {
        return rows.checkpoint()
                .delayUntil(standing -> rows.count().doOnNext(this::makeRoom))
                .flatMapMany(standing -> load().flatMapMany(unseen -> follow(standing, unseen)));
    }

    private void makeRoom(long count) {
        plan.check(count);
        log.info("Reading {}", plan.summary(count));
        index.reserve(plan.roomFor(count), plan.mostPlaces());
    }

    /** Reads the rows; answers with the places that are known but have none. */
    private Mono<BitSet> load() {
        BitSet seen = new BitSet();
        return rows.pages()
                .publishOn(Schedulers.boundedElastic(), 1)
                .concatMap(page -> Mono.fromRunnable(() -> takeIn(page, seen)), 1)
                .then(Mono.fromCallable(() -> finishLoading(seen)));
    }

    private void takeIn(List<PlaceFacts> page, BitSet seen) {
        for (PlaceFacts facts : page) {
            int place = index.put(facts);
            if (place >= 0) {
                seen.set(place);
            }
        }
    }

    private BitSet finishLoading(BitSet seen) {
        loaded = true;
        log.info(
                "{} places in memory, {} KiB on the heap and {} KiB of names in a file",
                seen.cardinality(),
                index.bytes() >> 10,
                index.fileBytes() >> 10);
        listeners.forEach(PlaceListener::reloaded);
        return index.existingExcept(seen);
    }

    private Flux<Void> follow(R2dbcPlaces.Checkpoint standing, BitSet unseen) {
        return retained(standing.position())
                .flatMapMany(position -> tail.after(EventStreams.PLACE, position))
                .<Runnable>map(streamed -> () -> apply(streamed.event(), unseen))
                .mergeWith(Mono.delay(CAUGHT_UP_AFTER).map(tick -> () -> forget(unseen)))
                .takeUntilOther(newerSnapshot(standing.generation()))
                .publishOn(Schedulers.boundedElastic())
                .concatMap(change -> Mono.fromRunnable(change));
    }

    /**
     * What is not retained any more was handled before, so the rows that were just read have it.
     */
    private Mono<String> retained(String position) {
        return tail.retains(EventStreams.PLACE, position)
                .onErrorReturn(true)
                .map(retained -> retained ? position : ALL_RETAINED);
    }

    private Mono<?> newerSnapshot(long generation) {
        return Flux.interval(LOOK_FOR_SNAPSHOTS)
                .onBackpressureDrop()
                .concatMap(tick -> rows.checkpoint().onErrorResume(e -> Mono.empty()), 1)
                .filter(checkpoint -> checkpoint.generation() > generation)
                .next();
    }

    private void apply(Event event, BitSet unseen) {
        try {
            OptionalInt changed = change(event);
            changed.ifPresent(unseen::clear);
            changed.ifPresent(this::announce);
        } catch (RuntimeException e) {
            log.warn("Event {} does not fit the picture of places", event.id(), e);
        }
    }

    private void forget(BitSet gone) {
        index.forget(gone);
        gone.stream().forEach(this::announce);
    }

    private OptionalInt change(Event event) {
        return switch (event.type()) {
            case PlaceEvents.CREATED, PlaceEvents.UPDATED ->
                    put(json.read(event, PlaceFacts.class));
            case PlaceEvents.RATED -> rate(json.read(event, PlaceEvents.Rated.class));
            case PlaceEvents.REMOVED -> remove(json.read(event, PlaceEvents.Removed.class).id());
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt put(PlaceFacts facts) {
        int place = index.put(facts);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private OptionalInt rate(PlaceEvents.Rated rated) {
        index.rate(rated.id(), rated.average(), rated.count());
        return index.find(rated.id());
    }

    private OptionalInt remove(UUID id) {
        OptionalInt place = index.find(id);
        index.remove(id);
        return place;
    }

    private void announce(int place) {
        listeners.forEach(listener -> listener.changed(place));
    }
}
