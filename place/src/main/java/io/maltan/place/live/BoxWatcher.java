package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import io.maltan.platform.events.Event;
import io.maltan.platform.stream.StreamMessage;
import java.util.Map;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Sees of all changes of places those inside one box. */
final class BoxWatcher {

    private static final String CREATED = "place_created";
    private static final String UPDATED = "place_updated";
    private static final String REMOVED = "place_removed";

    private final BoundingBox box;

    BoxWatcher(BoundingBox box) {
        this.box = box;
    }

    Mono<StreamMessage> toMessage(Event event) {
        return switch (event.type()) {
            case "place.created" -> inside(CREATED, event.data());
            case "place.updated" -> updated(event.data());
            case "place.removed" -> isInside(event.data()) ? removed(event.data()) : Mono.empty();
            default -> Mono.empty();
        };
    }

    /** A place that moved into the box is new to whoever watches it, one that left is gone. */
    private Mono<StreamMessage> updated(JsonNode place) {
        JsonNode previous = place.path("previous");
        if (previous.isObject() && isInside(previous) && !isInside(place)) {
            return removed(place);
        }
        boolean cameIn = previous.isObject() && !isInside(previous);
        return inside(cameIn ? CREATED : UPDATED, place);
    }

    private Mono<StreamMessage> inside(String name, JsonNode place) {
        return isInside(place) ? Mono.just(StreamMessage.of(name, place)) : Mono.empty();
    }

    private static Mono<StreamMessage> removed(JsonNode place) {
        return Mono.just(StreamMessage.of(REMOVED, Map.of("id", place.path("id").asString())));
    }

    private boolean isInside(JsonNode place) {
        JsonNode lat = place.path("lat");
        JsonNode lon = place.path("lon");
        return lat.isNumber() && lon.isNumber() && box.contains(lat.asDouble(), lon.asDouble());
    }
}
