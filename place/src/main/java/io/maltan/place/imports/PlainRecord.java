package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.TimeZones;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record of named fields, as CSV and GeoJSON have them. */
final class PlainRecord {

    private final ImportRequest request;
    private final Categories categories;
    private final TimeZones timeZones;

    PlainRecord(ImportRequest request, Categories categories, TimeZones timeZones) {
        this.request = request;
        this.categories = categories;
        this.timeZones = timeZones;
    }

    /**
     * Reads a record.
     *
     * @param where names the record for people, such as its line
     * @param field the text of a field, null where it is absent
     * @param names the name in other languages
     */
    Parsed parse(
            String where, Function<String, @Nullable String> field, Map<String, String> names) {
        Parsed parsed = parseFields(where, field, names);
        return parsed instanceof Parsed.Skipped skipped
                ? skippedOf(field.apply("id"), skipped)
                : parsed;
    }

    /** A skipped record with the place that it may be of. */
    Parsed.Skipped skippedOf(@Nullable String id, Parsed.Skipped skipped) {
        String own = Clean.id(id);
        return own == null ? skipped : skipped.of(request.sourceOf(own));
    }

    private Parsed parseFields(
            String where, Function<String, @Nullable String> field, Map<String, String> names) {
        String name = Clean.name(field.apply("name"));
        if (name == null) {
            return new Parsed.Skipped(isBlank(field.apply("name")) ? "unnamed" : "bad_name", where);
        }
        Optional<Category> category =
                Optional.ofNullable(field.apply("category"))
                        .map(String::strip)
                        .flatMap(categories::named);
        if (category.isEmpty()) {
            return skipped("no_category", where, field.apply("category"));
        }
        if (isBlank(field.apply("lat")) || isBlank(field.apply("lon"))) {
            return new Parsed.Skipped("no_position", where);
        }
        @Nullable Coordinates position = positionOf(field);
        if (position == null) {
            return skipped("bad_coordinates", where, field.apply("lat") + "," + field.apply("lon"));
        }
        PlaceContent content = contentOf(name, names, category.get().code(), position, field);
        return new Parsed.Usable(sourceOf(field.apply("id"), content), content);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static Parsed skipped(String reason, String where, @Nullable String value) {
        return new Parsed.Skipped(reason, Clean.example(where + ": " + value));
    }

    private static @Nullable Coordinates positionOf(Function<String, @Nullable String> field) {
        try {
            double lat = degrees(String.valueOf(field.apply("lat")));
            double lon = degrees(String.valueOf(field.apply("lon")));
            return Coordinates.areValid(lat, lon) ? new Coordinates(lat, lon) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Java knows numbers with an {@code x} or a {@code d} too, which nobody means. A comma is the
     * decimal one: degrees have no thousands.
     */
    private static double degrees(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isLetter(character) && character != 'e' && character != 'E') {
                return Double.NaN;
            }
        }
        return Double.parseDouble(text.replace(',', '.'));
    }

    private PlaceContent contentOf(
            String name,
            Map<String, String> names,
            String category,
            Coordinates position,
            Function<String, @Nullable String> field) {
        return new PlaceContent(
                name,
                Clean.names(names),
                List.of(),
                category,
                position,
                Clean.address(field.apply("address")),
                Clean.phone(field.apply("phone")),
                Clean.website(field.apply("website")),
                Clean.hours(field.apply("opening_hours")),
                timeZoneOf(field.apply("time_zone"), position),
                statusOf(field.apply("status")));
    }

    /** What the record says of itself goes before what was said of the file. */
    private String timeZoneOf(@Nullable String name, Coordinates position) {
        return Optional.ofNullable(name)
                .flatMap(timeZones::find)
                .or(() -> Optional.ofNullable(request.timeZone()))
                .orElseGet(() -> timeZones.at(position));
    }

    private static PlaceStatus statusOf(@Nullable String code) {
        return Optional.ofNullable(code).flatMap(PlaceStatus::find).orElse(PlaceStatus.OPEN);
    }

    /** Without an id of its own a record is what it is called and where. */
    String sourceOf(@Nullable String id, PlaceContent content) {
        String own = Clean.id(id);
        return request.sourceOf(own == null ? digestOf(content).toString() : own);
    }

    private static UUID digestOf(PlaceContent content) {
        String what =
                content.name()
                        + "|%.5f|%.5f"
                                .formatted(content.position().lat(), content.position().lon());
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }
}
