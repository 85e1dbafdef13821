package io.maltan.recommendation.profile;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.ErasedPeople;
import io.maltan.recommendation.feedback.FeedbackEvents;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps what people prefer, as the user service's events tell. */
@Component
final class UserEvents implements EventHandler {

    private final R2dbcPreferences preferences;
    private final Outbox outbox;
    private final EventJson json;
    private final ErasedPeople erased;

    UserEvents(R2dbcPreferences preferences, Outbox outbox, EventJson json, ErasedPeople erased) {
        this.preferences = preferences;
        this.outbox = outbox;
        this.json = json;
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
        UserFacts user = json.read(event, UserFacts.class);
        return erased.unlessErased(user.id(), () -> save(user));
    }

    private Mono<Void> save(UserFacts user) {
        return preferences
                .save(user.id(), user.preferences())
                .then(outbox.append(FeedbackEvents.profileChanged(user.id())));
    }

    record UserFacts(
            UUID id,
            @Nullable List<String> preferredCategories,
            @Nullable List<String> preferredRegions) {

        Preferences preferences() {
            return new Preferences(
                    preferredCategories == null ? List.of() : preferredCategories,
                    preferredRegions == null ? List.of() : preferredRegions);
        }
    }
}
