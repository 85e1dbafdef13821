package io.maltan.place.catalogue;

import io.maltan.place.geography.Coordinates;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Places as rows of their table, for whoever selects them. */
@Component
public class PlaceRows {

    /** What a query selects from {@code place} so that {@link #toPlace} can read it. */
    public static final String COLUMNS =
"""
            place.id, place.source, place.owner_id, place.name, place.names::text as names,
            place.aliases::text as aliases, place.category, place.lat, place.lon, place.address,
            place.phone, place.website, place.opening_hours, place.time_zone, place.region_code,
            place.status, place.rating_sum, place.rating_count, place.content_hash, place.version,
            place.created_at, place.updated_at, place.photo_ids, place.same_as, place.vanished_at,
            place.held
""";

    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<String>> ALIASES = new TypeReference<>() {};

    private final JsonMapper json;

    PlaceRows(JsonMapper json) {
        this.json = json;
    }

    public Place toPlace(Readable row) {
        return new Place(
                required(row, "id", UUID.class),
                row.get("source", String.class),
                row.get("owner_id", UUID.class),
                toContent(row),
                row.get("region_code", String.class),
                new Rating(
                        required(row, "rating_sum", Long.class),
                        required(row, "rating_count", Integer.class)),
                List.of(required(row, "photo_ids", UUID[].class)),
                required(row, "content_hash", String.class),
                required(row, "version", Long.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class),
                row.get("same_as", UUID.class),
                row.get("vanished_at", Instant.class),
                toMembers(row.get("held", String[].class)));
    }

    private static @Nullable Set<PlaceMember> toMembers(String @Nullable [] codes) {
        return codes == null
                ? null
                : Arrays.stream(codes).map(PlaceMember::ofCode).collect(Collectors.toSet());
    }

    private PlaceContent toContent(Readable row) {
        return new PlaceContent(
                required(row, "name", String.class),
                json.readValue(required(row, "names", String.class), NAMES),
                json.readValue(required(row, "aliases", String.class), ALIASES),
                required(row, "category", String.class),
                new Coordinates(
                        required(row, "lat", Double.class), required(row, "lon", Double.class)),
                row.get("address", String.class),
                row.get("phone", String.class),
                row.get("website", String.class),
                row.get("opening_hours", String.class),
                required(row, "time_zone", String.class),
                PlaceStatus.ofCode(required(row, "status", String.class)));
    }

    /** The value of a column that is never null. */
    public static <T> T required(Readable row, String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        return Objects.requireNonNull(value, column);
    }
}
