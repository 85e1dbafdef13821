package io.maltan.place.snapshot;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.Places;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads all places, a batch at a time and only as fast as they are taken. */
@Component
class AllPlaces {

    private static final int BATCH = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Places places;

    AllPlaces(Places places) {
        this.places = places;
    }

    /** The languages in which any of them has a name. */
    Mono<List<String>> languages() {
        return places.languages().collectList();
    }

    Flux<Place> read() {
        return batchAfter(BEFORE_ALL).expand(this::next).concatMapIterable(batch -> batch, 1);
    }

    private Mono<List<Place>> next(List<Place> batch) {
        return batch.size() < BATCH ? Mono.empty() : batchAfter(batch.getLast().id());
    }

    private Mono<List<Place>> batchAfter(UUID id) {
        return places.findAfter(id, BATCH).collectList();
    }
}
