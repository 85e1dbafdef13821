package io.maltan.place.review;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reviews that a person has written. Erased, they no longer count. */
@Component
class ReviewsOfPeople implements PersonalData {

    private final Reviews reviews;

    ReviewsOfPeople(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public String section() {
        return "reviews";
    }

    @Override
    public Flux<?> export(UUID person) {
        return reviews.ofAuthor(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return reviews.forget(person);
    }
}
