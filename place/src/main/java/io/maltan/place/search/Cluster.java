package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceRows;
import io.r2dbc.spi.Readable;

/**
 * Places that stand too close on a map to be shown one by one.
 *
 * @param lat the mean of their latitudes
 * @param lon the mean of their longitudes
 */
record Cluster(double lat, double lon, long count) {

    static Cluster of(Readable row) {
        return new Cluster(
                PlaceRows.required(row, "lat", Double.class),
                PlaceRows.required(row, "lon", Double.class),
                PlaceRows.required(row, "count", Long.class));
    }
}
