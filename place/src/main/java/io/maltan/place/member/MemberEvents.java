package io.maltan.place.member;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hears of people's names, and of guests who have become accounts. */
@Component
class MemberEvents implements EventHandler {

    private static final String REGISTERED = "user.registered";
    private static final String UPDATED = "user.updated";
    private static final String MERGED = "user.merged";

    private final R2dbcMembers members;
    private final ObjectProvider<PersonReferences> references;
    private final ErasedPeople erased;
    private final EventJson json;

    MemberEvents(
            R2dbcMembers members,
            ObjectProvider<PersonReferences> references,
            ErasedPeople erased,
            EventJson json) {
        this.members = members;
        this.references = references;
        this.erased = erased;
        this.json = json;
    }

    /** That a guest has become an account. */
    record Merged(UUID guestId, UUID userId) {}

    @Override
    public String stream() {
        return EventStreams.USER;
    }

    @Override
    public Set<String> types() {
        return Set.of(REGISTERED, UPDATED, MERGED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return event.type().equals(MERGED)
                ? merge(json.read(event, Merged.class))
                : note(json.read(event, Member.class));
    }

    /** Guests have no name that anybody sees. */
    private Mono<Void> note(Member member) {
        return Boolean.TRUE.equals(member.guest())
                ? Mono.empty()
                : unlessErased(member.id(), members.save(member));
    }

    private Mono<Void> merge(Merged merged) {
        return unlessErased(
                merged.userId(),
                Flux.fromStream(references.orderedStream())
                        .concatMap(feature -> feature.move(merged.guestId(), merged.userId()))
                        .then());
    }

    private Mono<Void> unlessErased(UUID person, Mono<Void> work) {
        return erased.contains(person).flatMap(gone -> gone ? Mono.empty() : work);
    }
}
