package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Follows what all replicas take in, so that this one knows it too. */
@Component
final class FeedbackTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FeedbackTail.class);

    private final EventTail tail;
    private final EventJson json;
    private final FeedbackAnnouncements announcements;
    private final Disposable.Swap following = Disposables.swap();
    private volatile boolean running;

    FeedbackTail(EventTail tail, EventJson json, FeedbackAnnouncements announcements) {
        this.tail = tail;
        this.json = json;
        this.announcements = announcements;
    }

    @Override
    public void start() {
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
            tell(event);
        } catch (RuntimeException e) {
            log.warn("Event {} is not understood", event.id(), e);
        }
    }

    private void tell(Event event) {
        switch (event.type()) {
            case FeedbackEvents.GIVEN ->
                    announcements.given(json.read(event, FeedbackEvents.Given.class).kept());
            case FeedbackEvents.WITHDRAWN ->
                    announcements.withdrawn(json.read(event, FeedbackEvents.Given.class).kept());
            case FeedbackEvents.PROFILE_CHANGED, FeedbackEvents.ERASED ->
                    announcements.changed(
                            json.read(event, FeedbackEvents.ProfileChanged.class).userId());
            case FeedbackEvents.VISITS_FORGOTTEN ->
                    announcements.visitsForgotten(
                            json.read(event, FeedbackEvents.VisitsForgotten.class).visits());
            default -> log.debug("Passing over {}", event.type());
        }
    }
}
