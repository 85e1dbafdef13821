package io.maltan.community.member;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps the names and preferred regions of accounts; guests write nothing, so they are not kept.
 */
@Component
class MemberEvents implements EventHandler {

    private final EventJson json;
    private final R2dbcMembers members;
    private final ErasedPeople erased;

    MemberEvents(EventJson json, R2dbcMembers members, ErasedPeople erased) {
        this.json = json;
        this.members = members;
        this.erased = erased;
    }

    @Override
    public String stream() {
        return EventStreams.USER;
    }

    @Override
    public Set<String> types() {
        return Set.of("user.registered", "user.updated");
    }

    @Override
    public Mono<Void> handle(Event event) {
        Account account = json.read(event, Account.class);
        return account.guest() ? Mono.empty() : keepUnlessErased(account.toMember());
    }

    /** An event that is late does not bring anybody back. */
    private Mono<Void> keepUnlessErased(Member member) {
        return erased.contains(member.id())
                .flatMap(gone -> gone ? Mono.empty() : members.keep(member));
    }

    private record Account(
            UUID id,
            @Nullable String displayName,
            @Nullable List<String> preferredRegions,
            boolean guest,
            @Nullable Instant createdAt) {

        Member toMember() {
            return new Member(
                    id,
                    Author.of(id, displayName).displayName(),
                    preferredRegions == null ? List.of() : preferredRegions,
                    createdAt);
        }
    }
}
