package io.maltan.place.imports;

import io.maltan.place.geography.Coordinates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a GeoJSON feature says of a place: with properties like a CSV's columns, or as Overture has
 * them.
 */
final class FeatureForm {

    private static final String NAME_IN = "name_";
    private static final String COORDINATES = "coordinates";

    private final PlainRecord plain;
    private final OverturePlace overture;

    FeatureForm(PlainRecord plain, OverturePlace overture) {
        this.plain = plain;
        this.overture = overture;
    }

    /**
     * Reads a feature.
     *
     * @param where names the feature for people
     */
    Parsed parse(String where, JsonNode feature) {
        Parsed parsed = parseFeature(where, feature);
        return parsed instanceof Parsed.Skipped skipped
                ? plain.skippedOf(idOf(feature), skipped)
                : parsed;
    }

    private Parsed parseFeature(String where, JsonNode feature) {
        JsonNode properties = feature.path("properties");
        @Nullable Coordinates position;
        try {
            position = positionOf(feature.path("geometry"));
        } catch (IllegalArgumentException e) {
            return new Parsed.Skipped("bad_coordinates", where);
        }
        return OverturePlace.isOne(properties)
                ? overture.parse(where, idOf(feature), properties, position)
                : plain.parse(where, name -> fieldOf(name, feature, position), namesOf(properties));
    }

    private static @Nullable String fieldOf(
            String name, JsonNode feature, @Nullable Coordinates position) {
        return switch (name) {
            case "id" -> idOf(feature);
            case "lat" -> position == null ? null : Double.toString(position.lat());
            case "lon" -> position == null ? null : Double.toString(position.lon());
            default -> textOf(feature.path("properties").path(name));
        };
    }

    private static Map<String, String> namesOf(JsonNode properties) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            @Nullable String name = textOf(property.getValue());
            if (name != null && property.getKey().startsWith(NAME_IN)) {
                names.put(property.getKey().substring(NAME_IN.length()), name);
            }
        }
        return names;
    }

    private static @Nullable String idOf(JsonNode feature) {
        @Nullable String own = textOf(feature.path("id"));
        return own == null ? textOf(feature.path("properties").path("id")) : own;
    }

    static @Nullable String textOf(JsonNode value) {
        return value.isString() || value.isNumber() ? value.asString() : null;
    }

    /** The point, or the middle of what is drawn. */
    private static @Nullable Coordinates positionOf(JsonNode geometry) {
        JsonNode coordinates = geometry.path(COORDINATES);
        return switch (geometry.path("type").asString("")) {
            case "Point" -> coordinates.isEmpty() ? null : pointOf(coordinates);
            case "MultiPoint", "LineString" -> Centroid.of(List.of(lineOf(coordinates)));
            case "Polygon", "MultiLineString" -> Centroid.of(List.of(lineOf(coordinates.path(0))));
            case "MultiPolygon" -> Centroid.of(outerRingsOf(coordinates));
            default -> null;
        };
    }

    private static List<List<Coordinates>> outerRingsOf(JsonNode polygons) {
        List<List<Coordinates>> rings = new ArrayList<>();
        for (JsonNode polygon : polygons) {
            rings.add(lineOf(polygon.path(0)));
        }
        return rings;
    }

    private static List<Coordinates> lineOf(JsonNode points) {
        List<Coordinates> line = new ArrayList<>(points.size());
        for (JsonNode point : points) {
            line.add(pointOf(point));
        }
        return line;
    }

    private static Coordinates pointOf(JsonNode lonLat) {
        return new Coordinates(numberOf(lonLat.path(1)), numberOf(lonLat.path(0)));
    }

    private static double numberOf(JsonNode value) {
        @Nullable String written = textOf(value);
        return written == null ? Double.NaN : Double.parseDouble(written);
    }
}
