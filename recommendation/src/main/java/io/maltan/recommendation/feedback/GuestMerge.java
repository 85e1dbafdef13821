package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A guest's feedback goes with them into their account. */
@Component
final class GuestMerge implements EventHandler {

    private final FeedbackLedger ledger;
    private final EventJson json;

    GuestMerge(FeedbackLedger ledger, EventJson json) {
        this.ledger = ledger;
        this.json = json;
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
        return ledger.move(merged.guestId(), merged.userId());
    }

    record Merged(UUID guestId, UUID userId) {}
}
