package io.maltan.place.catalogue;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What a feature keeps about places, and what becomes of it when a place goes. */
public interface PlaceReferences {

    /** Moves what belongs to one place to another, within the caller's transaction. */
    Mono<Void> move(UUID from, UUID to);

    /** Removes what cannot be without its place, within the caller's transaction. */
    default Mono<Void> remove(UUID placeId) {
        return Mono.empty();
    }
}
