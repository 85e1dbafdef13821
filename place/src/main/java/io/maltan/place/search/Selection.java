package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.geography.Coordinates;
import io.r2dbc.spi.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;

/** Which places a query is about: conditions, and the parameters in them. */
final class Selection {

    /** The asker's position as the database keeps it: a point on a sphere, in metres. */
    static final String CENTRE = pointOf("centre");

    /** Those in business, or soon again. */
    static final String IN_BUSINESS = "place.deleted_at is null and place.status <> 'closed'";

    /** Degrees of latitude that a band of the index for maps is high. */
    private static final double BANDS_A_DEGREE = 50;

    /** More bands are read as one piece of the index. */
    private static final int MOST_BANDS = 64;

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([A-Za-z][A-Za-z0-9]*)");

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Selection() {
        conditions.add(IN_BUSINESS);
    }

    private static String pointOf(String name) {
        return """
        cube(array[6371008.8 * cos(radians(:%1$sLat)) * cos(radians(:%1$sLon)),
        6371008.8 * cos(radians(:%1$sLat)) * sin(radians(:%1$sLon)),
        6371008.8 * sin(radians(:%1$sLat))])\
        """
                .formatted(name);
    }

    @CanIgnoreReturnValue
    Selection and(String condition) {
        conditions.add(condition);
        return this;
    }

    @CanIgnoreReturnValue
    Selection with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** Lets {@link #CENTRE} stand in the query. */
    @CanIgnoreReturnValue
    Selection around(Coordinates centre) {
        return with("centreLat", centre.lat()).with("centreLon", centre.lon());
    }

    /** In a circle; the metre more is for the boxes of a millimetre that places are. */
    @CanIgnoreReturnValue
    Selection within(double radiusMetres) {
        return and("place.position <@ cube_enlarge(" + CENTRE + ", :chord + 1, 3)")
                .notFarther(radiusMetres);
    }

    /** The same, where another index than that of positions finds the places. */
    @CanIgnoreReturnValue
    Selection notFarther(double radiusMetres) {
        return and("(place.position <-> " + CENTRE + ") <= :chord")
                .with("chord", Coordinates.chordOf(radiusMetres));
    }

    /** The condition that a place lies in a circle. */
    String circle(String name, Coordinates centre, double radiusMetres) {
        with(name + "Lat", centre.lat()).with(name + "Lon", centre.lon());
        with(name + "Chord", Coordinates.chordOf(radiusMetres));
        return "(place.position <@ cube_enlarge(%2$s, :%1$sChord + 1, 3) and (place.position <-> %2$s) <= :%1$sChord)"
                .formatted(name, pointOf(name));
    }

    @CanIgnoreReturnValue
    Selection inside(BoundingBox box) {
        List<String> parts = new ArrayList<>();
        for (BoundingBox part : box.parts()) {
            parts.add(inside(part, "box" + parts.size()));
        }
        return and("(" + String.join(" or ", parts) + ")");
    }

    private String inside(BoundingBox part, String name) {
        with(name + "West", part.west()).with(name + "South", part.south());
        with(name + "East", part.east()).with(name + "North", part.north());
        return "(%2$s and place.lon between :%1$sWest and :%1$sEast and place.lat between :%1$sSouth and :%1$sNorth)"
                .formatted(name, bands(part, name));
    }

    private String bands(BoundingBox part, String name) {
        int first = (int) Math.floor(part.south() * BANDS_A_DEGREE);
        int last = (int) Math.floor(part.north() * BANDS_A_DEGREE);
        if (last - first < MOST_BANDS) {
            with(
                    name + "Bands",
                    IntStream.rangeClosed(first, last).boxed().toArray(Integer[]::new));
            return "floor(place.lat * 50)::integer = any(:%sBands)".formatted(name);
        }
        with(name + "First", first).with(name + "Last", last);
        return "floor(place.lat * 50)::integer between :%1$sFirst and :%1$sLast".formatted(name);
    }

    @CanIgnoreReturnValue
    Selection ofCategories(List<String> codes) {
        return and("place.category = any(:categories)")
                .with("categories", codes.toArray(String[]::new));
    }

    @CanIgnoreReturnValue
    Selection inRegions(List<String> codes) {
        return and("place.region_code = any(:regions)")
                .with("regions", codes.toArray(String[]::new));
    }

    String conditions() {
        return String.join(" and ", conditions);
    }

    /** A statement with the parameters that stand in it. */
    DatabaseClient.GenericExecuteSpec statement(DatabaseClient database, String sql) {
        DatabaseClient.GenericExecuteSpec bound = database.sql(sql);
        List<String> used =
                PARAMETER.matcher(sql).results().map(match -> match.group(1)).distinct().toList();
        for (String name : used) {
            Object value = parameters.get(name);
            if (value != null) {
                bound = bound.bind(name, Parameters.in(value));
            }
        }
        return bound;
    }
}
