package io.maltan.recommendation.profile;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reviews are public: a good one speaks to those who follow its author, as long as it is there.
 * What was written of a place that was merged into another is of that one.
 */
@Component
final class FollowedReviews implements EventHandler {

    private static final String REVIEWED = "place.reviewed";
    private static final String REVIEW_REMOVED = "place.review_removed";
    private static final String MERGED = "place.merged";
    private static final double GOOD = 4;

    private final R2dbcFollowing rows;
    private final Followers followers;
    private final EventJson json;
    private final ErasedPeople erased;

    FollowedReviews(R2dbcFollowing rows, Followers followers, EventJson json, ErasedPeople erased) {
        this.rows = rows;
        this.followers = followers;
        this.json = json;
        this.erased = erased;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> types() {
        return Set.of(REVIEWED, REVIEW_REMOVED, MERGED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return switch (event.type()) {
            case REVIEW_REMOVED -> removed(json.read(event, RemovedReview.class).id());
            case MERGED -> merged(json.read(event, Merged.class));
            default -> reviewed(json.read(event, Review.class));
        };
    }

    private Mono<Void> reviewed(Review review) {
        UUID id = review.id();
        if (id == null) {
            return Mono.empty();
        }
        return erased.unlessErased(review.userId(), () -> note(id, review));
    }

    private Mono<Void> note(UUID id, Review review) {
        return review.rating() >= GOOD
                ? rows.mention(id, review.userId(), review.placeId(), review.at())
                        .then(followers.tell(review.userId()))
                : removed(id);
    }

    private Mono<Void> removed(UUID review) {
        return rows.unmention(review).flatMap(followers::tell);
    }

    private Mono<Void> merged(Merged places) {
        return rows.movePlace(places.from(), places.into())
                .collect(Collectors.toSet())
                .flatMapIterable(Function.identity())
                .concatMap(followers::tell)
                .then();
    }

    record Review(@Nullable UUID id, UUID userId, UUID placeId, double rating, Instant at) {}

    record RemovedReview(UUID id) {}

    record Merged(UUID from, UUID into) {}
}
