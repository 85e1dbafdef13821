package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.StreamedEvent;
import io.maltan.platform.events.TailGap;
import io.maltan.platform.stream.StreamMessage;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/**
 * Follows the changes of all places once per replica, and hands each to those who watch a box that
 * holds it: a change costs a look into the index and not one at every watcher.
 *
 * <p>The lock is held for moments and never across a call, and it is what makes a watcher miss
 * nothing: every event is either before the position that it began with, or handed to it.
 */
@Component
class PlaceChanges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PlaceChanges.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MARK_EVERY = Duration.ofSeconds(20);
    private static final String BEFORE_ALL = "0-0";

    private final EventTail tail;
    private final BoxIndex<BoxWatcher> index = new BoxIndex<>();
    private final Set<BoxWatcher> watchers = new LinkedHashSet<>();
    private final Sinks.Empty<Void> begun = Sinks.empty();
    private String reached = BEFORE_ALL;
    private Disposable following = Disposables.disposed();
    private Disposable marking = Disposables.disposed();

    PlaceChanges(EventTail tail) {
        this.tail = tail;
    }

    @Override
    public void start() {
        following =
                Mono.defer(() -> tail.position(EventStreams.PLACE))
                        .flatMapMany(this::followFrom)
                        .doOnError(error -> log.warn("Changes of places are interrupted", error))
                        .retryWhen(
                                Retry.backoff(Long.MAX_VALUE, SHORTEST_PAUSE)
                                        .maxBackoff(LONGEST_PAUSE))
                        .subscribe();
        marking =
                Flux.interval(MARK_EVERY)
                        .onBackpressureDrop()
                        .concatMap(tick -> Mono.fromRunnable(this::markQuiet))
                        .subscribe();
    }

    private Flux<Void> followFrom(String position) {
        begin(position);
        return tail.after(EventStreams.PLACE, position)
                .concatMap(event -> Mono.fromRunnable(() -> deliver(event)));
    }

    /** Whoever watches already may have missed something. */
    private synchronized void begin(String position) {
        reached = position;
        Set.copyOf(watchers).forEach(watcher -> watcher.tell(Messages.reset(position)));
        if (begun.tryEmitEmpty().isSuccess()) {
            log.debug("Changes of places are followed from {}", position);
        }
    }

    private synchronized void deliver(StreamedEvent event) {
        concernedBy(event).forEach(watcher -> watcher.show(event));
        reached = event.position();
    }

    private Set<BoxWatcher> concernedBy(StreamedEvent event) {
        if (BoxWatcher.concernsAll(event)) {
            return Set.copyOf(watchers);
        }
        JsonNode place = BoxWatcher.placeIn(event);
        Set<BoxWatcher> concerned = new LinkedHashSet<>();
        addAbout(place, concerned);
        addAbout(place.path("previous"), concerned);
        return concerned;
    }

    private void addAbout(JsonNode place, Set<BoxWatcher> concerned) {
        JsonNode lat = place.path("lat");
        JsonNode lon = place.path("lon");
        if (lat.isNumber() && lon.isNumber()) {
            concerned.addAll(index.about(lat.asDouble(), lon.asDouble()));
        }
    }

    private synchronized void markQuiet() {
        String position = reached;
        Set.copyOf(watchers).forEach(watcher -> watcher.mark(position));
    }

    /**
     * Follows what happens inside a box.
     *
     * @param lastEventId what the client saw last; null for what happens from now on
     */
    Flux<StreamMessage> follow(BoundingBox box, @Nullable String lastEventId) {
        return begun.asMono()
                .thenMany(
                        Flux.using(
                                () -> watch(box),
                                watch -> messages(watch, lastEventId),
                                this::end));
    }

    /** A watcher, and the position after which it is handed everything. */
    private record Watch(BoxWatcher watcher, String from) {}

    private synchronized Watch watch(BoundingBox box) {
        BoxWatcher watcher = new BoxWatcher(box);
        index.add(box, watcher);
        watchers.add(watcher);
        return new Watch(watcher, reached);
    }

    private synchronized void end(Watch watch) {
        index.remove(watch.watcher().box(), watch.watcher());
        watchers.remove(watch.watcher());
    }

    private Flux<StreamMessage> messages(Watch watch, @Nullable String lastEventId) {
        Flux<StreamMessage> live = watch.watcher().messages();
        if (lastEventId == null) {
            return live.startWith(Messages.mark(watch.from()));
        }
        return tail.retains(EventStreams.PLACE, lastEventId)
                .flatMapMany(retained ->
                        retained
                                ? resumed(watch, lastEventId)
                                : live.startWith(Messages.reset(watch.from())));
    }

    /** Another replica may have shown the client more than has come by here. */
    private Flux<StreamMessage> resumed(Watch watch, String lastEventId) {
        return missed(watch, lastEventId)
                .concatWith(watch.watcher().messages().filter(isAfter(lastEventId)));
    }

    private static java.util.function.Predicate<StreamMessage> isAfter(String lastEventId) {
        return message -> message.id() == null || Messages.isAfter(message.id(), lastEventId);
    }

    /** What happened between the client's last event and the watcher's first. */
    private Flux<StreamMessage> missed(Watch watch, String lastEventId) {
        if (!Messages.isAfter(watch.from(), lastEventId)) {
            return Flux.empty();
        }
        return replay(watch, lastEventId)
                .onErrorResume(TailGap.class, gap -> Flux.just(Messages.reset(watch.from())));
    }

    private Flux<StreamMessage> replay(Watch watch, String lastEventId) {
        return tail.after(EventStreams.PLACE, lastEventId)
                .takeWhile(event -> !Messages.isAfter(event.position(), watch.from()))
                .takeUntil(event -> event.position().equals(watch.from()))
                .mapNotNull(watch.watcher()::toMessage);
    }

    @Override
    public void stop() {
        following.dispose();
        marking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !following.isDisposed();
    }
}
