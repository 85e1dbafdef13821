package io.maltan.place.imports;

import io.maltan.place.geography.Coordinates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** The middle of what lines draw, on the plane: what OpenStreetMap draws is small. */
final class Centroid {

    private static final int SMALLEST_RING = 4;
    private static final double FLAT = 1e-14;
    private static final double UNITS_A_DEGREE = 1e7;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Centroid() {}

    /**
     * The centroid of all areas that closed lines surround, alone or joined at their ends; else the
     * mean of the points, and null where there are none.
     */
    static @Nullable Coordinates of(List<List<Coordinates>> lines) {
        List<Coordinate[]> drawn = unwrapped(lines);
        if (drawn.isEmpty()) {
            return null;
        }
        Moments areas = new Moments(drawn.getFirst()[0]);
        rings(drawn).forEach(areas::add);
        Coordinate middle = areas.centroid();
        // Lobes of a line that crosses itself nearly cancel one another out.
        boolean inside = middle != null && boxOf(drawn).contains(middle);
        return toCoordinates(middle != null && inside ? middle : mean(drawn));
    }

    /** Longitudes on either side of the 180th meridian go on beyond it. */
    private static List<Coordinate[]> unwrapped(List<List<Coordinates>> lines) {
        List<List<Coordinates>> drawn = lines.stream().filter(line -> !line.isEmpty()).toList();
        return drawn.stream()
                .map(line -> unwrapped(line, drawn.getFirst().getFirst().lon()))
                .toList();
    }

    private static Coordinate[] unwrapped(List<Coordinates> line, double around) {
        return line.stream()
                .map(point ->
                        new Coordinate(
                                point.lon() - 360 * Math.rint((point.lon() - around) / 360),
                                point.lat()))
                .toArray(Coordinate[]::new);
    }

    private static List<Coordinate[]> rings(List<Coordinate[]> lines) {
        List<Coordinate[]> rings = new ArrayList<>();
        Polygonizer open = new Polygonizer();
        for (Coordinate[] line : lines) {
            if (isClosed(line) && line.length >= SMALLEST_RING) {
                rings.add(line);
            } else if (line.length > 1) {
                open.add(GEOMETRY.createLineString(line));
            }
        }
        Collection<?> polygons = open.getPolygons();
        for (Object polygon : polygons) {
            rings.add(((Polygon) polygon).getExteriorRing().getCoordinates());
        }
        return rings;
    }

    private static boolean isClosed(Coordinate[] line) {
        return line.length > 1 && line[0].equals2D(line[line.length - 1]);
    }

    /** Areas and where their weight lies, whichever way round they are drawn. */
    private static final class Moments {

        private final Coordinate origin;
        private double area;
        private double x;
        private double y;

        Moments(Coordinate origin) {
            this.origin = origin;
        }

        void add(Coordinate[] ring) {
            double ringArea = 0;
            double ringX = 0;
            double ringY = 0;
            for (int i = 1; i < ring.length; i++) {
                double fromX = ring[i - 1].x - origin.x;
                double fromY = ring[i - 1].y - origin.y;
                double toX = ring[i].x - origin.x;
                double toY = ring[i].y - origin.y;
                double cross = fromX * toY - toX * fromY;
                ringArea += cross;
                ringX += (fromX + toX) * cross;
                ringY += (fromY + toY) * cross;
            }
            double sign = Math.signum(ringArea);
            area += sign * ringArea;
            x += sign * ringX;
            y += sign * ringY;
        }

        @Nullable Coordinate centroid() {
            return area < FLAT
                    ? null
                    : new Coordinate(origin.x + x / (3 * area), origin.y + y / (3 * area));
        }
    }

    private static Envelope boxOf(List<Coordinate[]> lines) {
        Envelope box = new Envelope();
        for (Coordinate[] line : lines) {
            for (Coordinate point : line) {
                box.expandToInclude(point);
            }
        }
        return box;
    }

    /** Of all points, of which the last of a closed line is the first. */
    private static Coordinate mean(List<Coordinate[]> lines) {
        double x = 0;
        double y = 0;
        int count = 0;
        for (Coordinate[] line : lines) {
            for (int i = isClosed(line) ? 1 : 0; i < line.length; i++) {
                x += line[i].x;
                y += line[i].y;
                count++;
            }
        }
        return new Coordinate(x / count, y / count);
    }

    private static Coordinates toCoordinates(Coordinate point) {
        double lon = point.x - 360 * Math.rint(point.x / 360);
        return new Coordinates(rounded(point.y), rounded(lon));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * UNITS_A_DEGREE) / UNITS_A_DEGREE;
    }
}
