package io.maltan.place.visit;

import io.maltan.place.catalogue.PlaceReferences;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Visits go over to the place that replaces another. */
@Component
class VisitsOfPlaces implements PlaceReferences {

    private final R2dbcVisits visits;

    VisitsOfPlaces(R2dbcVisits visits) {
        this.visits = visits;
    }

    @Override
    public Mono<Void> move(UUID from, UUID to) {
        return visits.movePlace(from, to);
    }
}
