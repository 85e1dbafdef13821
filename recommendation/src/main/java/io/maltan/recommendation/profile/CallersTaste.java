package io.maltan.recommendation.profile;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is believed of whoever asks. */
@Component
public final class CallersTaste {

    private final People people;
    private final Tastes tastes;
    private final Clock clock;

    CallersTaste(People people, Tastes tastes, Clock clock) {
        this.people = people;
        this.tastes = tastes;
        this.clock = clock;
    }

    /**
     * What a caller likes, and does not want to see.
     *
     * @param userId null for somebody unknown
     */
    public Mono<Taste> of(@Nullable UUID userId) {
        return person(userId).map(person -> tastes.of(person, clock.instant()));
    }

    private Mono<Person> person(@Nullable UUID userId) {
        return userId == null ? Mono.just(Person.STRANGER) : people.get(userId);
    }
}
