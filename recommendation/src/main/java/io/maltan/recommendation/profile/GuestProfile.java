package io.maltan.recommendation.profile;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a guest prefers and whom they follow goes with them; what the account has stays. */
@Component
final class GuestProfile implements EventHandler {

    private final R2dbcPreferences preferences;
    private final R2dbcFollowing following;
    private final EventJson json;
    private final ErasedPeople erased;

    GuestProfile(
            R2dbcPreferences preferences,
            R2dbcFollowing following,
            EventJson json,
            ErasedPeople erased) {
        this.preferences = preferences;
        this.following = following;
        this.json = json;
        this.erased = erased;
    }

    @Override
    public String stream() {
        return EventStreams.USER;
    }

    @Override
    public Set<String> types() {
        return Set.of("user.merged");
    }

    @Override
    public Mono<Void> handle(Event event) {
        Merged merged = json.read(event, Merged.class);
        return erased.unlessErased(
                merged.userId(),
                () ->
                        preferences
                                .move(merged.guestId(), merged.userId())
                                .then(following.move(merged.guestId(), merged.userId())));
    }

    record Merged(UUID guestId, UUID userId) {}
}
