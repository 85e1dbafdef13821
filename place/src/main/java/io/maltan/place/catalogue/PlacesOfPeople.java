package io.maltan.place.catalogue;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The places that a person has added. They stay, who added them is forgotten. */
@Component
class PlacesOfPeople implements PersonalData, PersonReferences {

    private final Places places;

    PlacesOfPeople(Places places) {
        this.places = places;
    }

    @Override
    public String section() {
        return "places";
    }

    @Override
    public Flux<?> export(UUID person) {
        return places.ofOwner(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return places.changeOwner(person, null);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return places.changeOwner(guest, account);
    }
}
