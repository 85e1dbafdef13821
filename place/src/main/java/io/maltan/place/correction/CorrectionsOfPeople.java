package io.maltan.place.correction;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The corrections that a person has sent. */
@Component
class CorrectionsOfPeople implements PersonalData, PersonReferences {

    private final Corrections corrections;

    CorrectionsOfPeople(Corrections corrections) {
        this.corrections = corrections;
    }

    @Override
    public String section() {
        return "corrections";
    }

    @Override
    public Flux<?> export(UUID person) {
        return corrections.ofReporter(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return corrections.forget(person);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return corrections.move(guest, account);
    }
}
