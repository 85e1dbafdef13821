package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads where places are, and of which category. */
final class Towns {

    private static final double MOST_LAT = 90;
    private static final double MOST_LON = 180;

    private Towns() {}

    /** Places that check-ins do not name are added: they, too, are candidates. */
    static Town read(Path locations, @Nullable Path categories, Numbering places) {
        int named = countNamed(locations, places);
        double[] lat = new double[named];
        double[] lon = new double[named];
        Arrays.fill(lat, Double.NaN);
        Arrays.fill(lon, Double.NaN);
        Lines.read(
                locations,
                line -> {
                    int place = places.find(line.nextId("place"));
                    lat[place] = line.nextDegrees("latitude", MOST_LAT);
                    lon[place] = line.nextDegrees("longitude", MOST_LON);
                });
        int[] category = new int[named];
        Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
        if (categories != null) {
            Int2IntOpenHashMap given = new Int2IntOpenHashMap();
            Lines.read(
                    categories,
                    line -> {
                        int place = places.find(line.nextId("place"));
                        String code = line.rest("category");
                        int number = numbers.computeIfAbsent(code, unknown -> numbers.size() + 1);
                        if (place >= 0 && place < named) {
                            given.put(place, number);
                        }
                    });
            given.forEach((place, number) -> category[place] = number);
        }
        return new Town(lat, lon, category, numbers.size() + 1);
    }

    private static int countNamed(Path locations, Numbering places) {
        Lines.read(
                locations,
                line -> {
                    var _ = places.add(line.nextId("place"));
                });
        return places.size();
    }
}
