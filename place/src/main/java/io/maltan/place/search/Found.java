package io.maltan.place.search;

import io.maltan.place.catalogue.Place;
import io.maltan.place.geography.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A place that a query found.
 *
 * @param chord the straight line from the asker in metres; null where nobody asked from a position
 * @param rank what the results are ordered by first, lowest first
 * @param tie what decides among equal ranks, lowest first
 */
record Found(Place place, @Nullable Double chord, double rank, double tie) {

    /** Metres along the surface. */
    @Nullable Double distance() {
        return chord == null ? null : Coordinates.metresOfChord(chord);
    }
}
