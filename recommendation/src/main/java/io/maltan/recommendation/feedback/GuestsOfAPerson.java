package io.maltan.recommendation.feedback;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As which guests a person came lately. */
@Component
final class GuestsOfAPerson implements PersonalData {

    private final R2dbcMergedGuests guests;

    GuestsOfAPerson(R2dbcMergedGuests guests) {
        this.guests = guests;
    }

    @Override
    public String section() {
        return "mergedGuests";
    }

    @Override
    public Flux<?> export(UUID person) {
        return guests.guestsOf(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return guests.remove(person);
    }
}
