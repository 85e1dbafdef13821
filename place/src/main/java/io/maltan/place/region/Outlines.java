package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Finds the outline that a position lies in: of nested ones the deepest, else the smallest. A
 * position just outside of all, as on a quay that the outlines cut off, belongs to the nearest.
 */
final class Outlines implements Locator {

    private static final double NEAR_DEGREES = 0.02;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final STRtree index = new STRtree();

    private record Shape(String code, int depth, double area, PreparedGeometry geometry) {}

    private static final Comparator<Shape> DEEPEST_FIRST =
            Comparator.comparingInt(Shape::depth).reversed().thenComparingDouble(Shape::area);

    Outlines(List<Outline> outlines) {
        Map<String, Region> regions =
                outlines.stream()
                        .map(Outline::region)
                        .collect(Collectors.toMap(Region::code, region -> region));
        for (Outline outline : outlines) {
            Geometry shape = outline.shape();
            if (shape != null) {
                index.insert(
                        shape.getEnvelopeInternal(), toShape(outline.region(), shape, regions));
            }
        }
        index.build();
    }

    private static Shape toShape(Region region, Geometry shape, Map<String, Region> regions) {
        int depth = 0;
        for (Region above = regions.get(region.parent());
                above != null;
                above = regions.get(above.parent())) {
            depth++;
        }
        return new Shape(
                region.code(), depth, shape.getArea(), PreparedGeometryFactory.prepare(shape));
    }

    @Override
    public Optional<String> at(Coordinates position) {
        Point point = FACTORY.createPoint(new Coordinate(position.lon(), position.lat()));
        Optional<Shape> around =
                about(point, 0).stream().filter(shape -> covers(shape, point)).min(DEEPEST_FIRST);
        return around.or(() -> nearest(point)).map(Shape::code);
    }

    /** Prepared geometries build their index when first asked, which two must not do at once. */
    private static boolean covers(Shape shape, Point point) {
        synchronized (shape.geometry()) {
            return shape.geometry().covers(point);
        }
    }

    private Optional<Shape> nearest(Point point) {
        List<Shape> near =
                about(point, NEAR_DEGREES).stream()
                        .filter(shape -> distance(shape, point) <= NEAR_DEGREES)
                        .toList();
        int deepest = near.stream().mapToInt(Shape::depth).max().orElse(0);
        return near.stream()
                .filter(shape -> shape.depth() == deepest)
                .min(Comparator.comparingDouble(shape -> distance(shape, point)));
    }

    private static double distance(Shape shape, Point point) {
        return shape.geometry().getGeometry().distance(point);
    }

    @SuppressWarnings("unchecked") // holds nothing but shapes
    private List<Shape> about(Point point, double degrees) {
        Envelope envelope = point.getEnvelopeInternal();
        envelope.expandBy(degrees);
        return (List<Shape>) index.query(envelope);
    }
}
