package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import io.maltan.platform.events.StreamedEvent;
import io.maltan.platform.stream.StreamMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import tools.jackson.databind.JsonNode;

/** Sees of all changes of places those inside one box. */
final class BoxWatcher {

    private static final String CREATED = "place_created";
    private static final String UPDATED = "place_updated";
    private static final String REMOVED = "place_removed";

    private static final String RATED = "place.rated";
    private static final String IMPORTED = "places.imported";

    /** While a client is told what it missed, as much may happen anew. */
    private static final int MOST_WAITING = 1024;

    private final BoundingBox box;
    private final Sinks.Many<StreamMessage> seen =
            Sinks.many()
                    .unicast()
                    .onBackpressureBuffer(Queues.<StreamMessage>get(MOST_WAITING).get());

    private boolean quiet;

    BoxWatcher(BoundingBox box) {
        this.box = box;
    }

    BoundingBox box() {
        return box;
    }

    Flux<StreamMessage> messages() {
        return seen.asFlux();
    }

    /** Tells the client of an event if it concerns the box. */
    void show(StreamedEvent event) {
        @Nullable StreamMessage message = toMessage(event);
        if (message != null) {
            tell(message);
        }
    }

    void tell(StreamMessage message) {
        quiet = false;
        if (seen.tryEmitNext(message) == Sinks.EmitResult.FAIL_OVERFLOW) {
            Sinks.EmitResult ended = seen.tryEmitError(Exceptions.failWithOverflow());
            quiet = ended.isFailure();
        }
    }

    /** Tells a client that has seen nothing since last time how far it has come. */
    void mark(String position) {
        if (quiet) {
            tell(Messages.mark(position));
        }
        quiet = true;
    }

    @Nullable StreamMessage toMessage(StreamedEvent event) {
        JsonNode place = placeIn(event);
        return switch (event.event().type()) {
            case "place.created" -> isInside(place) ? message(event, CREATED, place) : null;
            case "place.updated" -> updated(event, place);
            case RATED -> isInside(place) ? message(event, UPDATED, place) : null;
            case "place.removed" -> isInside(place) ? removed(event, place) : null;
            case IMPORTED -> Messages.reset(event.position());
            default -> null;
        };
    }

    /** What an event tells of its place, the position before all. */
    static JsonNode placeIn(StreamedEvent event) {
        JsonNode data = event.event().data();
        return event.event().type().equals(RATED) ? data.path("place") : data;
    }

    /** Whether an event stands for so many places that whoever watches any of them is to reload. */
    static boolean concernsAll(StreamedEvent event) {
        return event.event().type().equals(IMPORTED);
    }

    /** A place that moved into the box is new to whoever watches it, one that left is gone. */
    private @Nullable StreamMessage updated(StreamedEvent event, JsonNode place) {
        JsonNode previous = place.path("previous");
        boolean was = previous.isObject() ? isInside(previous) : isInside(place);
        if (!isInside(place)) {
            return was ? removed(event, place) : null;
        }
        return message(event, was ? UPDATED : CREATED, place);
    }

    private static StreamMessage removed(StreamedEvent event, JsonNode place) {
        return message(event, REMOVED, Map.of("id", place.path("id").asString()));
    }

    private static StreamMessage message(StreamedEvent event, String name, Object data) {
        return new StreamMessage(event.position(), name, data);
    }

    private boolean isInside(JsonNode place) {
        JsonNode lat = place.path("lat");
        JsonNode lon = place.path("lon");
        return lat.isNumber() && lon.isNumber() && box.contains(lat.asDouble(), lon.asDouble());
    }
}
