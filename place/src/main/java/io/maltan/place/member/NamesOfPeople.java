package io.maltan.place.member;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The name under which a person is shown. */
@Component
class NamesOfPeople implements PersonalData {

    private final R2dbcMembers members;

    NamesOfPeople(R2dbcMembers members) {
        this.members = members;
    }

    @Override
    public String section() {
        return "name";
    }

    @Override
    public Flux<?> export(UUID person) {
        return members.find(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return members.delete(person);
    }
}
