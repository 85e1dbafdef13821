package io.maltan.place.catalogue;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What a feature keeps about places, and takes along when one place turns out to be another. */
public interface PlaceReferences {

    /** Moves what belongs to one place to another, within the caller's transaction. */
    Mono<Void> move(UUID from, UUID to);
}
