package io.maltan.place.region;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import tools.jackson.databind.JsonNode;

/** Reads one GeoJSON polygon or multi-polygon, and says exactly what is wrong with it. */
final class RegionGeometry {

    private static final int SMALLEST_RING = 4;

    private final GeometryFactory factory = new GeometryFactory();
    private final String field;
    private final Complaints complaints;

    RegionGeometry(String field, Complaints complaints) {
        this.field = field;
        this.complaints = complaints;
    }

    /** The geometry; null where something is wrong. */
    @Nullable Geometry read(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        @Nullable Geometry shape =
                switch (geometry.path("type").asString("")) {
                    case "Polygon" -> polygon(coordinates, field + ".coordinates");
                    case "MultiPolygon" -> multiPolygon(coordinates);
                    default -> {
                        complaints.add(field + ".type", "polygon");
                        yield null;
                    }
                };
        return shape == null || !isValid(shape) ? null : shape;
    }

    private boolean isValid(Geometry shape) {
        TopologyValidationError error = new IsValidOp(shape).getValidationError();
        if (error == null) {
            return true;
        }
        Coordinate where = error.getCoordinate();
        complaints.add(
                field + ".coordinates",
                "topology",
                error.getMessage(),
                Double.toString(where.x),
                Double.toString(where.y));
        return false;
    }

    private @Nullable Geometry multiPolygon(JsonNode polygons) {
        List<Polygon> parts = new ArrayList<>();
        for (int i = 0; i < polygons.size(); i++) {
            Polygon part = polygon(polygons.path(i), field + ".coordinates[" + i + "]");
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        if (parts.isEmpty()) {
            complaints.add(field + ".coordinates", "required");
            return null;
        }
        return factory.createMultiPolygon(parts.toArray(Polygon[]::new));
    }

    private @Nullable Polygon polygon(JsonNode rings, String at) {
        List<LinearRing> read = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            LinearRing ring = ring(rings.path(i), at + "[" + i + "]");
            if (ring == null) {
                return null;
            }
            read.add(ring);
        }
        if (read.isEmpty()) {
            complaints.add(at, "required");
            return null;
        }
        return factory.createPolygon(
                read.getFirst(), read.subList(1, read.size()).toArray(LinearRing[]::new));
    }

    private @Nullable LinearRing ring(JsonNode positions, String at) {
        Coordinate[] corners = new Coordinate[positions.size()];
        for (int i = 0; i < corners.length; i++) {
            @Nullable Coordinate corner = corner(positions.path(i), at + "[" + i + "]");
            if (corner == null) {
                return null;
            }
            corners[i] = corner;
        }
        if (corners.length < SMALLEST_RING) {
            complaints.add(at, "ring", corners.length);
            return null;
        }
        if (!corners[0].equals2D(corners[corners.length - 1])) {
            complaints.add(at, "closed");
            return null;
        }
        return factory.createLinearRing(corners);
    }

    /** Latitudes beyond the poles are the sign of two numbers in the wrong order. */
    private @Nullable Coordinate corner(JsonNode position, String at) {
        if (position.size() < 2 || !position.path(0).isNumber() || !position.path(1).isNumber()) {
            complaints.add(at, "position");
            return null;
        }
        double lon = position.path(0).asDouble();
        double lat = position.path(1).asDouble();
        if (!(Math.abs(lat) <= 90)) {
            complaints.add(at, "order", Double.toString(lat));
            return null;
        }
        if (!(Math.abs(lon) <= 180)) {
            complaints.add(at, "between", -180, 180);
            return null;
        }
        return new Coordinate(lon, lat);
    }
}
