package io.maltan.place.imports;

import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.geography.Coordinates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a GeoJSON feature says of a place: with properties like a CSV's columns, named as clients
 * see them or as OpenStreetMap's tags, or as Overture has them.
 */
final class FeatureForm {

    private static final List<String> NAME_IN = List.of("name_", "name:");

    /** What else the properties are called: by clients of the API, and by OpenStreetMap. */
    private static final Map<String, List<String>> ALIASES =
            Map.of(
                    "opening_hours", List.of("openingHours"),
                    "time_zone", List.of("timeZone"),
                    "phone", List.of("contact:phone"),
                    "website", List.of("contact:website", "url"));

    private static final String COORDINATES = "coordinates";

    private final PlainRecord plain;
    private final OverturePlace overture;
    private final Categories categories;

    FeatureForm(PlainRecord plain, OverturePlace overture, Categories categories) {
        this.plain = plain;
        this.overture = overture;
        this.categories = categories;
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

    private @Nullable String fieldOf(
            String name, JsonNode feature, @Nullable Coordinates position) {
        JsonNode properties = feature.path("properties");
        return switch (name) {
            case "id" -> idOf(feature);
            case "lat" -> position == null ? null : Double.toString(position.lat());
            case "lon" -> position == null ? null : Double.toString(position.lon());
            case "category" -> orElse(propertyOf(name, properties), () -> categoryOf(properties));
            case "address" ->
                    orElse(propertyOf(name, properties), () -> OsmAddress.of(textsOf(properties)));
            case "status" ->
                    orElse(
                            propertyOf(name, properties),
                            () -> OsmStatus.of(textsOf(properties)).code());
            default -> propertyOf(name, properties);
        };
    }

    private static @Nullable String orElse(
            @Nullable String text, Supplier<@Nullable String> other) {
        return text == null ? other.get() : text;
    }

    private static @Nullable String propertyOf(String name, JsonNode properties) {
        return Stream.concat(Stream.of(name), ALIASES.getOrDefault(name, List.of()).stream())
                .map(properties::path)
                .map(FeatureForm::textOf)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    /** What the properties mean as tags. */
    private @Nullable String categoryOf(JsonNode properties) {
        return categories.ofTags(textsOf(properties)).map(Category::code).orElse(null);
    }

    private static Map<String, String> namesOf(JsonNode properties) {
        Map<String, String> names = new LinkedHashMap<>(textsOf(properties.path("names")));
        textsOf(properties)
                .forEach((property, text) ->
                        NAME_IN.stream()
                                .filter(property::startsWith)
                                .forEach(prefix ->
                                        names.put(property.substring(prefix.length()), text)));
        return names;
    }

    /** The members that are texts or numbers. */
    static Map<String, String> textsOf(JsonNode members) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            @Nullable String text = textOf(member.getValue());
            if (text != null) {
                texts.put(member.getKey(), text);
            }
        }
        return texts;
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
        return isOf(geometry, "Point")
                ? coordinates.isEmpty() ? null : pointOf(coordinates)
                : Centroid.of(linesOf(geometry).toList());
    }

    private static boolean isOf(JsonNode geometry, String type) {
        return geometry.path("type").asString("").equals(type);
    }

    /** The lines of a geometry; of areas those around them. */
    private static Stream<List<Coordinates>> linesOf(JsonNode geometry) {
        JsonNode coordinates = geometry.path(COORDINATES);
        return switch (geometry.path("type").asString("")) {
            case "Point" -> Stream.of(lineOf(List.of(coordinates)));
            case "MultiPoint", "LineString" -> Stream.of(lineOf(coordinates));
            case "MultiLineString" -> elements(coordinates).map(FeatureForm::lineOf);
            case "Polygon" -> Stream.of(lineOf(coordinates.path(0)));
            case "MultiPolygon" -> elements(coordinates).map(polygon -> lineOf(polygon.path(0)));
            case "GeometryCollection" ->
                    elements(geometry.path("geometries")).flatMap(FeatureForm::linesOf);
            default -> Stream.empty();
        };
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<Coordinates> lineOf(Iterable<JsonNode> points) {
        List<Coordinates> line = new ArrayList<>();
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
