package io.maltan.place.snapshot;

import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class SnapshotController {

    private final AllPlaces allPlaces;
    private final PlaceFacts facts;
    private final EventTail tail;

    SnapshotController(AllPlaces allPlaces, PlaceFacts facts, EventTail tail) {
        this.allPlaces = allPlaces;
        this.facts = facts;
        this.tail = tail;
    }

    /** Where to go on reading events after the snapshot. */
    record Position(String position) {}

    /** The position is read before the rows: what changes meanwhile is heard of again. */
    @GetMapping(path = "/internal/places/snapshot", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Object> snapshot() {
        Flux<Object> rows = allPlaces.read().map(facts::toFact);
        return tail.position(EventStreams.PLACE).<Object>map(Position::new).flux().concatWith(rows);
    }
}
