package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.ErasedPeople;
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
    private final ErasedPeople erased;

    PlaceSignals(R2dbcFeedback feedback, Outbox outbox, EventJson json, ErasedPeople erased) {
        this.feedback = feedback;
        this.outbox = outbox;
        this.json = json;
        this.erased = erased;
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
        return erased.contains(signal.userId())
                .flatMap(gone -> gone ? Mono.empty() : handle(event, signal));
    }

    private Mono<Void> handle(Event event, Signal signal) {
        return switch (event.type()) {
            case UNBOOKMARKED -> unbookmark(signal);
            case REVIEWED -> review(signal.feedback(event, FeedbackType.RATING));
            case VISITED -> keep(signal.feedback(event, FeedbackType.VISIT));
            default -> keep(signal.feedback(event, FeedbackType.BOOKMARK));
        };
    }

    private Mono<Void> keep(Feedback given) {
        return insert(given).then();
    }

    private Mono<Boolean> insert(Feedback given) {
        return feedback.insert(given.userId(), List.of(given), FROM_PLACE)
                .concatMap(kept -> outbox.append(FeedbackEvents.given(kept)))
                .then(Mono.just(true));
    }

    /** An edited review comes with the id that it had. */
    private Mono<Void> review(Feedback given) {
        return insert(given)
                .flatMap(done -> feedback.replaceValue(given))
                .flatMap(replaced ->
                        replaced
                                ? outbox.append(FeedbackEvents.profileChanged(given.userId()))
                                : Mono.empty());
    }

    private Mono<Void> unbookmark(Signal signal) {
        return feedback.withdrawBookmark(signal.userId(), signal.placeId(), FROM_PLACE)
                .concatMap(gone -> outbox.append(FeedbackEvents.withdrawn(gone)))
                .then();
    }

    record Signal(
            @Nullable UUID id, UUID userId, UUID placeId, @Nullable Double rating, Instant at) {

        Feedback feedback(Event event, FeedbackType type) {
            UUID eventId = id == null ? event.id() : id;
            return new Feedback(eventId, userId, type, placeId, at, rating, null);
        }
    }
}
