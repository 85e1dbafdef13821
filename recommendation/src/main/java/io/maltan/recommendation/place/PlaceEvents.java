package io.maltan.recommendation.place;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the picture's rows as the place service's events tell. */
@Component
final class PlaceEvents implements EventHandler {

    static final String CREATED = "place.created";
    static final String UPDATED = "place.updated";
    static final String REMOVED = "place.removed";
    static final String RATED = "place.rated";

    /** An event is appended before it is published, and by another machine's clock. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final R2dbcPlaces places;
    private final EventJson json;

    PlaceEvents(R2dbcPlaces places, EventJson json) {
        this.places = places;
        this.json = json;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> types() {
        return Set.of(CREATED, UPDATED, REMOVED, RATED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        long millis = Math.max(0, event.time().minus(CLOCKS_DIFFER).toEpochMilli());
        return apply(event).then(places.noteProgress(millis));
    }

    private Mono<Void> apply(Event event) {
        return switch (event.type()) {
            case REMOVED -> places.remove(json.read(event, Removed.class).id());
            case RATED -> rate(json.read(event, Rated.class));
            default -> places.upsert("[" + event.data() + "]", 0);
        };
    }

    private Mono<Void> rate(Rated rated) {
        return places.rate(rated.id(), rated.average(), rated.count());
    }

    record Removed(UUID id) {}

    record Rated(UUID id, double average, int count) {}
}
