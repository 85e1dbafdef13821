package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceRules;
import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.TimeZones;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tags of OpenStreetMap's elements say about places. */
final class OsmElement {

    /** Who carries one of these is a place of some kind, known here or not. */
    private static final Set<String> PLACE_KEYS =
            Set.of(
                    "amenity",
                    "shop",
                    "tourism",
                    "leisure",
                    "historic",
                    "office",
                    "craft",
                    "healthcare");

    private static final List<String> ALIASES =
            List.of(
                    "alt_name",
                    "official_name",
                    "short_name",
                    "loc_name",
                    "old_name",
                    "int_name",
                    "brand");

    /** Such as {@code brand:ko}; not {@code brand:wikidata}. */
    private static final Pattern ALIAS_IN =
            Pattern.compile("(" + String.join("|", ALIASES) + "):" + PlaceRules.LANGUAGE);

    private static final List<String> SUBSTITUTES = List.of("name", "name:ko", "name:en", "brand");
    private static final String NAME_IN = "name:";

    private final ImportRequest request;
    private final Categories categories;
    private final TimeZones timeZones;

    OsmElement(ImportRequest request, Categories categories, TimeZones timeZones) {
        this.request = request;
        this.categories = categories;
        this.timeZones = timeZones;
    }

    /** Whether tags make an element something to report on. */
    boolean isOfInterest(Map<String, String> tags) {
        return tags.keySet().stream().anyMatch(PLACE_KEYS::contains)
                || categories.ofTags(tags).isPresent();
    }

    /** Whether tags make a place, so that the element's position is worth finding. */
    boolean isPlace(Map<String, String> tags) {
        return nameOf(tags) != null && categories.ofTags(tags).isPresent();
    }

    /**
     * An element of interest as a place.
     *
     * @param id such as {@code node/123}
     */
    Parsed parse(String id, Map<String, String> tags, @Nullable Coordinates position) {
        Optional<Category> category = categories.ofTags(tags);
        if (category.isEmpty()) {
            return new Parsed.Skipped("no_category", Clean.example(id + ": " + placeTags(tags)));
        }
        @Nullable String name = nameOf(tags);
        if (name == null) {
            return new Parsed.Skipped("unnamed", id + ": " + category.get().code());
        }
        if (position == null) {
            return skipped("no_position", id, id + ": " + name);
        }
        return new Parsed.Usable(
                request.sourceOf(id), toContent(name, category.get().code(), tags, position));
    }

    /** An element that is of a place and cannot be read. */
    Parsed.Skipped skipped(String reason, String id, String example) {
        return new Parsed.Skipped(reason, Clean.example(example), request.sourceOf(id));
    }

    private static String placeTags(Map<String, String> tags) {
        return String.join(
                ", ",
                tags.entrySet().stream()
                        .filter(tag -> PLACE_KEYS.contains(tag.getKey()))
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList());
    }

    private static @Nullable String nameOf(Map<String, String> tags) {
        for (String key : SUBSTITUTES) {
            @Nullable String name = Clean.name(tags.get(key));
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private PlaceContent toContent(
            String name, String category, Map<String, String> tags, Coordinates position) {
        return new PlaceContent(
                name,
                namesOf(tags),
                aliasesOf(tags, name),
                category,
                position,
                Clean.address(OsmAddress.of(tags)),
                first(tags, Clean::phone, "phone", "contact:phone", "contact:mobile"),
                first(tags, Clean::website, "website", "contact:website", "url"),
                Clean.hours(tags.get("opening_hours")),
                request.timeZone() == null ? timeZones.at(position) : request.timeZone(),
                OsmStatus.of(tags));
    }

    private static @Nullable String first(
            Map<String, String> tags,
            Function<@Nullable String, @Nullable String> clean,
            String... keys) {
        for (String key : keys) {
            @Nullable String text = clean.apply(tags.get(key));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static Map<String, String> namesOf(Map<String, String> tags) {
        Map<String, String> names = new LinkedHashMap<>();
        tags.forEach((key, value) -> {
            if (key.startsWith(NAME_IN)) {
                names.put(key.substring(NAME_IN.length()), value);
            }
        });
        return Clean.names(names);
    }

    /** What is said in no language comes first, since not all may have room. */
    private static List<String> aliasesOf(Map<String, String> tags, String name) {
        Stream<String> inAnyLanguage =
                tags.keySet().stream().filter(key -> ALIAS_IN.matcher(key).matches()).sorted();
        return Stream.concat(ALIASES.stream(), inAnyLanguage)
                .flatMap(key -> Arrays.stream(tags.getOrDefault(key, "").split(";", -1)))
                .flatMap(alias -> Stream.ofNullable(Clean.name(alias)))
                .filter(alias -> !alias.equals(name))
                .distinct()
                .limit(PlaceRules.MOST_NAMES)
                .toList();
    }
}
