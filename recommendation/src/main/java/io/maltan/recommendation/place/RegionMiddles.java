package io.maltan.recommendation.place;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the places of each region lie on average. One thread changes it, any may read; one that
 * reads while a place changes may be off by that place, once.
 */
final class RegionMiddles {

    private static final int SMALLEST = 64;

    private volatile double[] lat = new double[SMALLEST];
    private volatile double[] lon = new double[SMALLEST];
    private volatile int[] count = new int[SMALLEST];

    void add(int region, double placeLat, double placeLon) {
        change(region, placeLat, placeLon, 1);
    }

    void remove(int region, double placeLat, double placeLon) {
        change(region, -placeLat, -placeLon, -1);
    }

    private void change(int region, double latBy, double lonBy, int by) {
        if (region != Codes.NONE) {
            if (region >= count.length) {
                int capacity = Math.max(region + 1, 2 * count.length);
                lat = Arrays.copyOf(lat, capacity);
                lon = Arrays.copyOf(lon, capacity);
                count = Arrays.copyOf(count, capacity);
            }
            lat[region] += latBy;
            lon[region] += lonBy;
            count[region] += by;
        }
    }

    /** The middle of some regions together, by number; null where they have no place. */
    @Nullable Vicinity of(boolean[] regions) {
        double[] lats = lat;
        double[] lons = lon;
        int[] counts = count;
        double latSum = 0;
        double lonSum = 0;
        int places = 0;
        for (int region = 0; region < Math.min(regions.length, counts.length); region++) {
            if (regions[region]) {
                latSum += lats[region];
                lonSum += lons[region];
                places += counts[region];
            }
        }
        return places <= 0 ? null : new Vicinity(latSum / places, lonSum / places);
    }
}
