package io.maltan.place.visit;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where a person was. */
@Component
class VisitsOfPeople implements PersonalData, PersonReferences {

    private final R2dbcVisits visits;

    VisitsOfPeople(R2dbcVisits visits) {
        this.visits = visits;
    }

    @Override
    public String section() {
        return "visits";
    }

    @Override
    public Flux<?> export(UUID person) {
        return visits.ofPerson(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return visits.forget(person);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return visits.movePerson(guest, account);
    }
}
