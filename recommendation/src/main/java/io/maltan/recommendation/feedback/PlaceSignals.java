package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Visits, bookmarks and reviews made through the place service count as feedback. */
@Component
final class PlaceSignals implements EventHandler {

    private static final String VISITED = "place.visited";
    private static final String BOOKMARKED = "place.bookmarked";
    private static final String UNBOOKMARKED = "place.unbookmarked";
    private static final String REVIEWED = "place.reviewed";
    private static final String FROM_PLACE = "place";

    private final R2dbcFeedback feedback;
    private final Outbox outbox;
    private final EventJson json;

    PlaceSignals(R2dbcFeedback feedback, Outbox outbox, EventJson json) {
        this.feedback = feedback;
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> types() {
        return Set.of(VISITED, BOOKMARKED, UNBOOKMARKED, REVIEWED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        Signal signal = json.read(event, Signal.class);
        return switch (event.type()) {
            case UNBOOKMARKED -> unbookmark(signal);
            case REVIEWED -> review(signal.feedback(event, FeedbackType.RATING));
            case VISITED -> keep(signal.feedback(event, FeedbackType.VISIT));
            default -> keep(signal.feedback(event, FeedbackType.BOOKMARK));
        };
    }

    private Mono<Void> keep(Feedback given) {
        return feedback.insert(given.userId(), List.of(given), FROM_PLACE)
                .then(outbox.append(FeedbackEvents.given(given)));
    }

    /** An edited review comes with the id that it had. */
    private Mono<Void> review(Feedback given) {
        return keep(given).then(feedback.replaceValue(given));
    }

    private Mono<Void> unbookmark(Signal signal) {
        return feedback.withdrawBookmark(signal.userId(), signal.placeId())
                .map(FeedbackEvents::withdrawn)
                .collectList()
                .flatMap(gone -> gone.isEmpty() ? Mono.empty() : outbox.append(gone));
    }

    record Signal(
            @Nullable UUID id, UUID userId, UUID placeId, @Nullable Double rating, Instant at) {

        Feedback feedback(Event event, FeedbackType type) {
            UUID eventId = id == null ? event.id() : id;
            return new Feedback(eventId, userId, type, placeId, at, rating, null);
        }
    }
}
