package io.maltan.recommendation.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Follows what the other replicas take in, so that this one knows it too. */
@Component
final class FeedbackTail implements SmartLifecycle {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(FeedbackTail.class);

    private final EventTail tail;
    private final EventJson json;
    private final FeedbackAnnouncements announcements;
    private final Clock clock;
    private final Cache<UUID, Boolean> heard =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Disposable.Swap following = Disposables.swap();
    private volatile Instant since = Instant.MIN;
    private volatile boolean running;

    FeedbackTail(EventTail tail, EventJson json, FeedbackAnnouncements announcements, Clock clock) {
        this.tail = tail;
        this.json = json;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public void start() {
        since = clock.instant().minus(CLOCKS_DIFFER);
        running = true;
        following.update(
                tail.live(EventStreams.FEEDBACK)
                        .concatMap(streamed -> Mono.fromRunnable(() -> announce(streamed.event())))
                        .doOnError(e -> announcements.missed())
                        .retryWhen(
                                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                                        .maxBackoff(Duration.ofSeconds(5)))
                        .subscribe());
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

    private void announce(Event event) {
        try {
            if (isNews(event) && isFirst(event)) {
                tell(event);
            }
        } catch (RuntimeException e) {
            log.warn("Event {} is not understood", event.id(), e);
        }
    }

    /**
     * What happened before this replica began is in the rows that it read. It comes by again where
     * Redis has lost its data, and would count twice.
     */
    private boolean isNews(Event event) {
        return event.time().isAfter(since);
    }

    /** An event may be published twice. */
    private boolean isFirst(Event event) {
        return heard.asMap().putIfAbsent(event.id(), true) == null;
    }

    private void tell(Event event) {
        switch (event.type()) {
            case FeedbackEvents.GIVEN -> given(json.read(event, FeedbackEvents.Told.class));
            case FeedbackEvents.WITHDRAWN -> withdrawn(json.read(event, FeedbackEvents.Told.class));
            case FeedbackEvents.VISITS_CHANGED ->
                    visitsChanged(json.read(event, FeedbackEvents.VisitsChanged.class));
            case FeedbackEvents.PROFILE_CHANGED, FeedbackEvents.ERASED ->
                    announcements.changed(
                            json.read(event, FeedbackEvents.ProfileChanged.class).userId());
            default -> log.debug("Passing over {}", event.type());
        }
    }

    private void given(FeedbackEvents.Told told) {
        if (isOfAnother(told.origin())) {
            announcements.given(told.ofThePerson(), told.visits());
        }
    }

    private void withdrawn(FeedbackEvents.Told told) {
        if (isOfAnother(told.origin())) {
            announcements.withdrawn(told.ofThePerson(), told.visits());
        }
    }

    private void visitsChanged(FeedbackEvents.VisitsChanged changed) {
        if (isOfAnother(changed.origin())) {
            announcements.visitsChanged(changed.visits());
        }
    }

    /** What this replica took in was known here at once, however late its event comes by. */
    private boolean isOfAnother(UUID origin) {
        return !announcements.replica().equals(origin);
    }
}
