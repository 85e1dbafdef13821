package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.ErasedPeople;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A guest's feedback goes with them into their account. */
@Component
final class GuestMerge implements EventHandler {

    private final R2dbcFeedback feedback;
    private final Outbox outbox;
    private final EventJson json;
    private final ErasedPeople erased;

    GuestMerge(R2dbcFeedback feedback, Outbox outbox, EventJson json, ErasedPeople erased) {
        this.feedback = feedback;
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
        return Set.of("user.merged");
    }

    @Override
    public Mono<Void> handle(Event event) {
        Merged merged = json.read(event, Merged.class);
        return erased.contains(merged.userId())
                .flatMap(gone -> gone ? Mono.empty() : merge(merged));
    }

    private Mono<Void> merge(Merged merged) {
        return feedback.move(merged.guestId(), merged.userId())
                .then(
                        outbox.append(
                                List.of(
                                        FeedbackEvents.profileChanged(merged.guestId()),
                                        FeedbackEvents.profileChanged(merged.userId()))));
    }

    record Merged(UUID guestId, UUID userId) {}
}
