package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.text.PlainText;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a GeoJSON FeatureCollection of regions, one feature at a time. A region's parent is the one
 * that it names as {@code parent}, else the one with the longest code that its own begins with.
 * Provinces that the file leaves out are taken from those that the project brings.
 */
final class RegionDocument {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,20}");
    private static final int LONGEST_NAME = 100;
    private static final int MOST_LEVELS = 3;
    private static final int MOST_REGIONS = 20_000;
    private static final double[] TOLERANCES = {0, 0.0001, 0.0005, 0.002};

    private final JsonMapper json;
    private final ObjectReader reader;
    private final RegionTree bundled;
    private final int mostCorners;
    private final Complaints complaints = new Complaints();
    private final Map<String, Found> found = new LinkedHashMap<>();

    /** A feature that was read. */
    private record Found(
            String field,
            String code,
            @Nullable String parent,
            String ko,
            String en,
            Geometry shape) {}

    RegionDocument(JsonMapper json, RegionTree bundled, int mostCorners) {
        this.json = json;
        this.reader = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.bundled = bundled;
        this.mostCorners = mostCorners;
    }

    /**
     * Reads the regions.
     *
     * @throws Invalid with everything that is wrong with them
     */
    List<Outline> read(byte[] file) {
        try (JsonParser parser = json.createParser(file)) {
            readCollection(parser);
        } catch (JacksonException e) {
            throw new Invalid("invalid_body");
        }
        if (found.isEmpty() && complaints.areNone()) {
            complaints.add("features", "required");
        }
        complaints.throwIfAny();
        simplify();
        List<Outline> outlines = link();
        complaints.throwIfAny();
        return outlines;
    }

    private void readCollection(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Invalid("invalid_body");
        }
        boolean isCollection = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("type")) {
                isCollection =
                        value == JsonToken.VALUE_STRING
                                && "FeatureCollection".equals(parser.getString());
                parser.skipChildren();
            } else if (member.equals("features") && value == JsonToken.START_ARRAY) {
                readFeatures(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new Invalid("invalid_body");
        }
        if (!isCollection) {
            complaints.add("type", "featureCollection");
        }
    }

    private void readFeatures(JsonParser parser) {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            JsonNode feature = reader.readTree(parser);
            if (i >= MOST_REGIONS) {
                throw Invalid.field("features", "max", MOST_REGIONS);
            }
            readFeature("features[" + i + "]", feature);
        }
    }

    private void readFeature(String field, JsonNode feature) {
        JsonNode properties = feature.path("properties");
        String code = text(properties, "code", field, LONGEST_NAME);
        String name = text(properties, "name", field, LONGEST_NAME);
        Geometry shape =
                new RegionGeometry(field + ".geometry", complaints).read(feature.path("geometry"));
        if (code == null || name == null || shape == null) {
            return;
        }
        if (!CODE.matcher(code).matches()) {
            complaints.add(field + ".properties.code", "format");
        } else if (found.containsKey(code)) {
            complaints.add(field + ".properties.code", "repeated", code);
        } else {
            String english = properties.path("name_eng").asString("").strip();
            found.put(
                    code,
                    new Found(
                            field,
                            code,
                            parentNamed(properties),
                            name,
                            isName(english) ? english : name,
                            shape));
        }
    }

    private static @Nullable String parentNamed(JsonNode properties) {
        String parent = properties.path("parent").asString("").strip();
        return parent.isEmpty() ? null : parent;
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NAME && PlainText.Check.isPlain(text);
    }

    private @Nullable String text(JsonNode properties, String member, String field, int longest) {
        JsonNode value = properties.path(member);
        String text = value.isNumber() ? value.toString() : value.asString("").strip();
        String at = field + ".properties." + member;
        if (text.isEmpty()) {
            complaints.add(at, "required");
            return null;
        }
        if (text.length() > longest) {
            complaints.add(at, "size", 1, longest);
            return null;
        }
        if (!PlainText.Check.isPlain(text)) {
            complaints.add(at, "text");
            return null;
        }
        return text;
    }

    /** Outlines of many corners lose those that matter least, until all fit into memory. */
    private void simplify() {
        for (double tolerance : TOLERANCES) {
            if (corners() <= mostCorners) {
                return;
            }
            if (tolerance > 0) {
                found.replaceAll((code, region) -> simplified(region, tolerance));
            }
        }
        if (corners() > mostCorners) {
            throw Invalid.field("features", "corners", mostCorners);
        }
    }

    private long corners() {
        return found.values().stream().mapToLong(region -> region.shape().getNumPoints()).sum();
    }

    private static Found simplified(Found region, double tolerance) {
        return new Found(
                region.field(),
                region.code(),
                region.parent(),
                region.ko(),
                region.en(),
                TopologyPreservingSimplifier.simplify(region.shape(), tolerance));
    }

    private List<Outline> link() {
        Map<String, Outline> linked = new LinkedHashMap<>();
        for (Found region : found.values()) {
            @Nullable String parent = parentOf(region, linked);
            Point centre = region.shape().getCentroid();
            linked.put(
                    region.code(),
                    new Outline(
                            new Region(
                                    region.code(),
                                    parent,
                                    region.ko(),
                                    region.en(),
                                    new Coordinates(centre.getY(), centre.getX())),
                            region.shape()));
        }
        requireTree(linked);
        return new ArrayList<>(linked.values());
    }

    private @Nullable String parentOf(Found region, Map<String, Outline> linked) {
        String named = region.parent();
        if (named != null) {
            if (!found.containsKey(named)) {
                complaints.add(region.field() + ".properties.parent", "unknown");
            }
            return named;
        }
        for (int length = region.code().length() - 1; length > 0; length--) {
            String prefix = region.code().substring(0, length);
            if (found.containsKey(prefix)) {
                return prefix;
            }
            Optional<Region> known = bundled.find(prefix);
            if (known.isPresent() && known.get().parent() == null) {
                linked.putIfAbsent(prefix, new Outline(known.get(), null));
                return prefix;
            }
        }
        return null;
    }

    private void requireTree(Map<String, Outline> linked) {
        Map<String, @Nullable String> parents = new HashMap<>();
        linked.forEach((code, outline) -> parents.put(code, outline.region().parent()));
        for (Found region : found.values()) {
            int levels = 0;
            for (@Nullable String code = region.code();
                    code != null && levels <= MOST_LEVELS;
                    code = parents.get(code)) {
                levels++;
            }
            if (levels > MOST_LEVELS) {
                complaints.add(region.field() + ".properties.parent", "levels", MOST_LEVELS);
            }
        }
    }
}
