package io.maltan.recommendation.experiment;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A guest who becomes an account may see another variant from then on: what the guest did counts no
 * more for either.
 */
@Component
final class GuestParticipation implements EventHandler {

    private final R2dbcExperiments rows;
    private final EventJson json;

    GuestParticipation(R2dbcExperiments rows, EventJson json) {
        this.rows = rows;
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
        return rows.erase(json.read(event, Merged.class).guestId());
    }

    record Merged(UUID guestId, UUID userId) {}
}
