package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Visits, bookmarks and reviews made through the place service count as feedback, of a place that
 * was merged into another for that one.
 */
@Component
final class PlaceSignals implements EventHandler {

    private static final String VISITED = "place.visited";
    private static final String BOOKMARKED = "place.bookmarked";
    private static final String UNBOOKMARKED = "place.unbookmarked";
    private static final String REVIEWED = "place.reviewed";
    private static final String REVIEW_REMOVED = "place.review_removed";
    private static final String MERGED = "place.merged";
    private static final String FROM_PLACE = "place";

    private final FeedbackLedger ledger;
    private final EventJson json;

    PlaceSignals(FeedbackLedger ledger, EventJson json) {
        this.ledger = ledger;
        this.json = json;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> types() {
        return Set.of(VISITED, BOOKMARKED, UNBOOKMARKED, REVIEWED, REVIEW_REMOVED, MERGED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return switch (event.type()) {
            case VISITED -> hear(event, FeedbackType.VISIT);
            case BOOKMARKED -> hear(event, FeedbackType.BOOKMARK);
            case REVIEWED -> hear(event, FeedbackType.RATING);
            case REVIEW_REMOVED ->
                    ledger.withdrawFrom(FROM_PLACE, json.read(event, RemovedReview.class).id());
            case MERGED -> merged(json.read(event, Merged.class));
            default -> unbookmark(json.read(event, Signal.class));
        };
    }

    private Mono<Void> hear(Event event, FeedbackType type) {
        Signal signal = json.read(event, Signal.class);
        return ledger.hear(
                signal.feedback(event, type), new Source(FROM_PLACE, event.time(), null));
    }

    private Mono<Void> unbookmark(Signal signal) {
        return ledger.withdrawBookmarks(signal.userId(), signal.placeId(), FROM_PLACE);
    }

    private Mono<Void> merged(Merged places) {
        return ledger.mergePlaces(places.from(), places.into());
    }

    /**
     * What somebody did.
     *
     * @param id of a visit or a review, which keeps it when it is edited
     */
    record Signal(
            @Nullable UUID id, UUID userId, UUID placeId, @Nullable Double rating, Instant at) {

        Feedback feedback(Event event, FeedbackType type) {
            UUID eventId = id == null ? event.id() : id;
            return new Feedback(eventId, userId, type, placeId, at, rating, null);
        }
    }

    record RemovedReview(UUID id) {}

    record Merged(UUID from, UUID into) {}
}
