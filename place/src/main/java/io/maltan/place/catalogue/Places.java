package io.maltan.place.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All places. Those removed are not found. */
public interface Places {

    Mono<Place> find(UUID id);

    /** Finds a place and keeps others from changing it until the transaction ends. */
    Mono<Place> findToChange(UUID id);

    /** Finds those of the ids that exist, in no order. */
    Flux<Place> findAll(Collection<UUID> ids);

    /** The languages in which any place has a name, in alphabetical order. */
    Flux<String> languages();

    /** Reads on in the order of ids, from after the given one. */
    Flux<Place> findAfter(UUID id, int limit);

    /** The same, and keeps others from changing them until the transaction ends. */
    Flux<Place> findAfterToChange(UUID id, int limit);

    Mono<Void> insert(List<Place> places);

    /**
     * Writes places that have changed.
     *
     * <p>Fails where one of them has been changed since it was read.
     */
    Mono<Void> update(List<Place> places);

    /** Removes a place, softly. */
    Mono<Void> remove(Place place);

    /**
     * Adds to a place's rating.
     *
     * @param sum to add, negative to take away
     * @param count to add, negative to take away
     * @return the place afterwards, empty where it does not exist
     */
    Mono<Place> rate(UUID id, int sum, int count);

    /** Removes a place that is the same as another one. */
    Mono<Void> replace(Place place, UUID by);

    /** Finds the place that has replaced another. */
    Mono<UUID> findReplacement(UUID id);

    /**
     * Keeps others from changing places, and those that seem to be the same as one of them, until
     * the transaction ends; in the order of ids.
     */
    Mono<Void> lockAlike(Collection<UUID> ids);

    /**
     * Has the places that seemed to be the same as one that is gone seem so to another, or to none.
     *
     * @return these places afterwards
     */
    Flux<Place> changeSameAs(UUID from, @Nullable UUID to);

    /** Reads what a person has written. */
    Flux<Place> ofOwner(UUID ownerId);

    /** Gives what a person has written to another, or to nobody. */
    Mono<Void> changeOwner(UUID from, @Nullable UUID to);

    /**
     * Makes the list of a place's photos anew; under the lock of its row.
     *
     * @return the place afterwards, empty where it does not exist
     */
    Mono<Place> listPhotos(UUID id);
}
