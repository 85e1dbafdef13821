package io.maltan.place.catalogue;

import io.maltan.platform.problem.Invalid;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows lists of places to clients: with the members that they pick, and with an entity tag of all
 * that they see.
 */
@Component
public class PlaceLists {

    private static final char SEPARATOR = '\n';

    private final PlaceViews views;
    private final JsonMapper json;

    PlaceLists(PlaceViews views, JsonMapper json) {
        this.views = views;
        this.json = json;
    }

    /** A place of a list, seen from a distance in metres. */
    public record Listed(Place place, @Nullable Double distance) {}

    /**
     * A page of places.
     *
     * @param items of each place all members, or those that the client picked
     */
    public record PlaceList(
            @ArraySchema(schema = @Schema(implementation = PlaceView.class)) List<Object> items,
            @Nullable String nextCursor) {}

    /**
     * The answer with a page of places.
     *
     * @param fields the members that the client wants; null or empty for all
     */
    public ResponseEntity<PlaceList> answer(
            List<Listed> places,
            @Nullable String nextCursor,
            @Nullable List<String> fields,
            Locale language) {
        StringBuilder seen = new StringBuilder();
        List<Object> items =
                places.stream().map(place -> toItem(place, fields, language, seen)).toList();
        seen.append(nextCursor);
        return tagged(seen).body(new PlaceList(items, nextCursor));
    }

    private Object toItem(
            Listed listed, @Nullable List<String> fields, Locale language, StringBuilder seen) {
        PlaceView view = views.of(listed.place(), listed.distance(), language);
        seen.append(view.id())
                .append(PlaceTags.of(listed.place(), view, language))
                .append(view.distance())
                .append(SEPARATOR);
        return picked(view, fields);
    }

    /** An answer under a tag made of everything that it tells. */
    public static ResponseEntity.BodyBuilder tagged(CharSequence seen) {
        byte[] bytes = seen.toString().getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .eTag('"' + DigestUtils.md5DigestAsHex(bytes) + '"')
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE);
    }

    /** A place with the members that a client picked; with all where it picked none. */
    Object picked(PlaceView view, @Nullable List<String> fields) {
        if (fields == null || fields.isEmpty()) {
            return view;
        }
        requireKnown(fields);
        ObjectNode all = json.valueToTree(view);
        return all.retain(fields);
    }

    /** Refuses members that places do not have, also where there is nothing to pick them of. */
    public static void requireKnown(@Nullable List<String> fields) {
        if (fields != null) {
            fields.stream()
                    .filter(field -> !PlaceFields.NAMES.contains(field))
                    .findFirst()
                    .ifPresent(PlaceLists::refuse);
        }
    }

    private static void refuse(String field) {
        throw Invalid.field("fields", "unknown", field);
    }
}
