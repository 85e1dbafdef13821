package io.maltan.place.history;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a person has changed about places. The changes stay, who made them is forgotten. */
@Component
class ChangesByPeople implements PersonalData, PersonReferences {

    private final PlaceHistory history;

    ChangesByPeople(PlaceHistory history) {
        this.history = history;
    }

    @Override
    public String section() {
        return "placeChanges";
    }

    @Override
    public Flux<?> export(UUID person) {
        return history.ofEditor(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return history.forget(person);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return history.changeEditor(guest, account);
    }
}
