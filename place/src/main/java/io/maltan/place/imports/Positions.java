package io.maltan.place.imports;

import io.maltan.place.geography.Coordinates;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where elements of known ids are, in 16 bytes each. */
final class Positions {

    private static final double UNITS_A_DEGREE = 1e7;
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final long[] ids;
    private final int[] lats;
    private final int[] lons;

    /** Room for ids that are in order and distinct. */
    Positions(long[] ids) {
        this.ids = ids;
        this.lats = new int[ids.length];
        this.lons = new int[ids.length];
        Arrays.fill(lats, UNKNOWN);
    }

    boolean wants(long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    /** Remembers a position, if its id is wanted. */
    void put(long id, double lat, double lon) {
        int index = Arrays.binarySearch(ids, id);
        if (index >= 0 && Coordinates.areValid(lat, lon)) {
            lats[index] = (int) Math.round(lat * UNITS_A_DEGREE);
            lons[index] = (int) Math.round(lon * UNITS_A_DEGREE);
        }
    }

    @Nullable Coordinates get(long id) {
        int index = Arrays.binarySearch(ids, id);
        return index < 0 || lats[index] == UNKNOWN
                ? null
                : new Coordinates(lats[index] / UNITS_A_DEGREE, lons[index] / UNITS_A_DEGREE);
    }
}
