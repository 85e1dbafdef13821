package io.maltan.place.review;

import io.maltan.place.catalogue.PlaceReferences;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reviews go over to the place that replaces another. */
@Component
class ReviewsOfPlaces implements PlaceReferences {

    private final Reviews reviews;

    ReviewsOfPlaces(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public Mono<Void> move(UUID from, UUID to) {
        return reviews.movePlace(from, to);
    }
}
