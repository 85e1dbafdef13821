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

    /** The longitude in SQL: the antimeridian is one, by whichever of its names. */
    static final String LON = "(case lon when 180 then -180 else lon end)";

    static Cluster of(Readable row) {
        return new Cluster(
                PlaceRows.required(row, "lat", Double.class),
                PlaceRows.required(row, "lon", Double.class),
                PlaceRows.required(row, "count", Long.class));
    }
}
