package io.maltan.recommendation.profile;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reviews are public: a good one speaks to those who follow its author. */
@Component
final class FollowedReviews implements EventHandler {

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
        return Set.of("place.reviewed");
    }

    @Override
    public Mono<Void> handle(Event event) {
        Review review = json.read(event, Review.class);
        UUID id = review.id();
        if (id == null) {
            return Mono.empty();
        }
        return erased.contains(review.userId())
                .flatMap(gone -> gone ? Mono.empty() : note(id, review));
    }

    private Mono<Void> note(UUID id, Review review) {
        return review.rating() >= GOOD
                ? rows.mention(id, review.userId(), review.placeId(), review.at())
                        .then(followers.tell(review.userId()))
                : rows.unmention(id).flatMap(followers::tell);
    }

    record Review(@Nullable UUID id, UUID userId, UUID placeId, double rating, Instant at) {}
}
