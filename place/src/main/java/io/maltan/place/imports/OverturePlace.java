package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceRules;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.TimeZones;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes places of features of Overture's theme "places". */
final class OverturePlace {

    /** The key of Overture's categories in {@code categories.yaml}. */
    private static final String TAG = "overture";

    private static final String PRIMARY = "primary";
    private static final String CLOSED = "permanently_closed";
    private static final String CLOSED_FOR_NOW = "temporarily_closed";

    private final ImportRequest request;
    private final PlainRecord plain;
    private final Categories categories;
    private final TimeZones timeZones;

    OverturePlace(
            ImportRequest request, PlainRecord plain, Categories categories, TimeZones timeZones) {
        this.request = request;
        this.plain = plain;
        this.categories = categories;
        this.timeZones = timeZones;
    }

    /** Whether properties are those of an Overture place: others have names by language alone. */
    static boolean isOne(JsonNode properties) {
        return FeatureForm.textOf(properties.path("names").path(PRIMARY)) != null;
    }

    Parsed parse(
            String where,
            @Nullable String id,
            JsonNode properties,
            @Nullable Coordinates position) {
        String shown = id == null ? where : Clean.example(where + ": " + id);
        @Nullable String name =
                Clean.name(FeatureForm.textOf(properties.path("names").path(PRIMARY)));
        if (name == null) {
            return new Parsed.Skipped("unnamed", shown);
        }
        Optional<Category> category = categoryOf(properties);
        if (category.isEmpty()) {
            return new Parsed.Skipped(
                    "no_category", Clean.example(shown + ": " + primaryOf(properties)));
        }
        if (position == null) {
            return new Parsed.Skipped("no_position", shown);
        }
        if (isUnlikely(properties)) {
            return new Parsed.Skipped("low_confidence", shown);
        }
        PlaceContent content = toContent(name, category.get(), properties, position);
        return new Parsed.Usable(plain.sourceOf(id, content), content);
    }

    private boolean isUnlikely(JsonNode properties) {
        @Nullable String confidence = FeatureForm.textOf(properties.path("confidence"));
        try {
            return confidence != null && Double.parseDouble(confidence) < request.minConfidence();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * The first that is known here: what a place is in the first place, then what else it is, then
     * what is more general. Newer files have a taxonomy beside or instead of categories.
     */
    private Optional<Category> categoryOf(JsonNode properties) {
        return Stream.of(
                        Stream.of(
                                properties.path("categories").path(PRIMARY),
                                properties.path("categories").path("main"),
                                properties.path("taxonomy").path(PRIMARY)),
                        elements(properties.path("categories").path("alternate")),
                        elements(properties.path("taxonomy").path("alternates")),
                        elements(properties.path("taxonomy").path("hierarchy"))
                                .toList()
                                .reversed()
                                .stream(),
                        Stream.of(properties.path("basic_category")))
                .flatMap(codes -> codes)
                .map(FeatureForm::textOf)
                .flatMap(Stream::ofNullable)
                .flatMap(code -> categories.ofTags(Map.of(TAG, code)).stream())
                .findFirst();
    }

    private static String primaryOf(JsonNode properties) {
        return Stream.of("categories", "taxonomy")
                .map(member -> properties.path(member).path(PRIMARY).asString(""))
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse(properties.path("basic_category").asString(""));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private PlaceContent toContent(
            String name, Category category, JsonNode properties, Coordinates position) {
        return new PlaceContent(
                name,
                Clean.names(FeatureForm.textsOf(properties.path("names").path("common"))),
                aliasesOf(properties, name),
                category.code(),
                position,
                addressOf(properties.path("addresses").path(0)),
                Clean.phone(FeatureForm.textOf(properties.path("phones").path(0))),
                Clean.website(FeatureForm.textOf(properties.path("websites").path(0))),
                null,
                request.timeZone() == null ? timeZones.at(position) : request.timeZone(),
                statusOf(properties));
    }

    /** The brand's names and those that rules give, so that they are found by them. */
    private static List<String> aliasesOf(JsonNode properties, String name) {
        JsonNode brand = properties.path("brand").path("names");
        Set<String> aliases = new LinkedHashSet<>();
        Stream.concat(
                        Stream.concat(
                                Stream.of(brand.path(PRIMARY)), elements(brand.path("common"))),
                        elements(properties.path("names").path("rules"))
                                .map(rule -> rule.path("value")))
                .map(value -> Clean.name(FeatureForm.textOf(value)))
                .flatMap(Stream::ofNullable)
                .filter(alias -> !alias.equals(name))
                .limit(PlaceRules.MOST_NAMES)
                .forEach(aliases::add);
        return List.copyOf(aliases);
    }

    private static @Nullable String addressOf(JsonNode address) {
        String parts =
                Stream.of("freeform", "locality", "region", "postcode")
                        .map(part -> Clean.address(FeatureForm.textOf(address.path(part))))
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.joining(", "));
        return Clean.address(parts);
    }

    private static PlaceStatus statusOf(JsonNode properties) {
        return switch (properties.path("operating_status").asString("")) {
            case CLOSED -> PlaceStatus.CLOSED;
            case CLOSED_FOR_NOW -> PlaceStatus.TEMPORARILY_CLOSED;
            default -> PlaceStatus.OPEN;
        };
    }
}
