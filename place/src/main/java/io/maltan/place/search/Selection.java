package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.geography.Coordinates;
import io.r2dbc.spi.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;

/** The conditions of a query and their parameters; only what is asked for stands in the SQL. */
final class Selection {

    /** The asker's position as the database keeps it: a point on a sphere, in metres. */
    static final String CENTRE =
            "cube(array[6371008.8 * cos(radians(:centreLat)) * cos(radians(:centreLon)),"
                    + " 6371008.8 * cos(radians(:centreLat)) * sin(radians(:centreLon)),"
                    + " 6371008.8 * sin(radians(:centreLat))])";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Selection() {
        conditions.add("place.deleted_at is null");
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

    @CanIgnoreReturnValue
    Selection within(double radiusMetres) {
        return and("place.position <@ cube_enlarge(" + CENTRE + ", :chord, 3)")
                .and("(place.position <-> " + CENTRE + ") <= :chord")
                .with("chord", Coordinates.chordOf(radiusMetres));
    }

    @CanIgnoreReturnValue
    Selection inside(BoundingBox box) {
        List<String> parts = new ArrayList<>();
        for (BoundingBox part : box.parts()) {
            String name = "box" + parts.size();
            parts.add(
                    "point(place.lon, place.lat) <@ box(point(:%1$sWest, :%1$sSouth), point(:%1$sEast, :%1$sNorth))"
                            .formatted(name));
            with(name + "West", part.west()).with(name + "South", part.south());
            with(name + "East", part.east()).with(name + "North", part.north());
        }
        return and("(" + String.join(" or ", parts) + ")");
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

    /** Those in business, or soon again. */
    @CanIgnoreReturnValue
    Selection inBusiness() {
        return and("place.status <> 'closed'");
    }

    String conditions() {
        return String.join(" and ", conditions);
    }

    DatabaseClient.GenericExecuteSpec bind(DatabaseClient.GenericExecuteSpec statement) {
        DatabaseClient.GenericExecuteSpec bound = statement;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            bound = bound.bind(parameter.getKey(), Parameters.in(parameter.getValue()));
        }
        return bound;
    }
}
