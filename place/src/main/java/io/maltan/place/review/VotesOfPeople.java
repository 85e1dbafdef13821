package io.maltan.place.review;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reviews that a person found helpful. */
@Component
class VotesOfPeople implements PersonalData {

    private final Reviews reviews;

    VotesOfPeople(Reviews reviews) {
        this.reviews = reviews;
    }

    /** That a review was helpful. */
    record HelpfulReview(UUID reviewId) {}

    @Override
    public String section() {
        return "helpfulReviews";
    }

    @Override
    public Flux<?> export(UUID person) {
        return reviews.votesOf(person).map(HelpfulReview::new);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return reviews.forgetVotes(person);
    }
}
