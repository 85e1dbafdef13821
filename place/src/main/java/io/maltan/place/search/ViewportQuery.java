package io.maltan.place.search;

import io.maltan.place.geography.BoundingBox;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What a map shows.
 *
 * @param bbox west, south, east, north
 * @param zoom of the map, as web maps count it
 */
record ViewportQuery(
        @NotNull String bbox, @Nullable String category, @Min(0) @Max(24) @Nullable Integer zoom) {

    private static final int CLUSTERS_BELOW = 14;

    BoundingBox box() {
        return BoundingBox.parse(bbox);
    }

    boolean wantsClusters() {
        return zoom != null && zoom < CLUSTERS_BELOW;
    }
}
