package io.maltan.place.imports;

import io.maltan.place.geography.Coordinates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The middle of a line or an area, on the plane: what OpenStreetMap draws is small. */
final class Centroid {

    private static final int SMALLEST_RING = 4;
    private static final double FLAT = 1e-14;
    private static final double UNITS_A_DEGREE = 1e7;

    private Centroid() {}

    /** The centroid of the area for a closed line, else the mean of the points; null for none. */
    static @Nullable Coordinates of(List<Coordinates> line) {
        if (line.isEmpty()) {
            return null;
        }
        boolean closed = line.size() >= SMALLEST_RING && line.getFirst().equals(line.getLast());
        return closed ? ofRing(line) : mean(line);
    }

    private static Coordinates ofRing(List<Coordinates> ring) {
        Coordinates origin = ring.getFirst();
        double area = 0;
        double lat = 0;
        double lon = 0;
        for (int i = 1; i < ring.size(); i++) {
            double fromLat = ring.get(i - 1).lat() - origin.lat();
            double fromLon = ring.get(i - 1).lon() - origin.lon();
            double toLat = ring.get(i).lat() - origin.lat();
            double toLon = ring.get(i).lon() - origin.lon();
            double cross = fromLon * toLat - toLon * fromLat;
            area += cross;
            lat += (fromLat + toLat) * cross;
            lon += (fromLon + toLon) * cross;
        }
        return Math.abs(area) < FLAT
                ? mean(ring.subList(1, ring.size()))
                : rounded(origin.lat() + lat / (3 * area), origin.lon() + lon / (3 * area));
    }

    /** The mean of points. */
    static Coordinates mean(List<Coordinates> points) {
        double lat = 0;
        double lon = 0;
        for (Coordinates point : points) {
            lat += point.lat();
            lon += point.lon();
        }
        return rounded(lat / points.size(), lon / points.size());
    }

    private static Coordinates rounded(double lat, double lon) {
        return new Coordinates(
                Math.round(lat * UNITS_A_DEGREE) / UNITS_A_DEGREE,
                Math.round(lon * UNITS_A_DEGREE) / UNITS_A_DEGREE);
    }
}
