package io.maltan.community.place;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the picture of places up to date. */
@Component
class PlaceEvents implements EventHandler {

    private static final String REMOVED = "place.removed";

    private final EventJson json;
    private final R2dbcPlaces places;

    PlaceEvents(EventJson json, R2dbcPlaces places) {
        this.json = json;
        this.places = places;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> types() {
        return Set.of("place.created", "place.updated", REMOVED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        if (event.type().equals(REMOVED)) {
            return places.remove(json.read(event, Removed.class).id());
        }
        return places.keep(List.of(json.read(event, PlaceFact.class).toLink()));
    }

    private record Removed(UUID id) {}
}
