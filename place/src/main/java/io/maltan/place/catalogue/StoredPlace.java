package io.maltan.place.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A place and its search keys as the database takes them, many at once, in one JSON document. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record StoredPlace(
        UUID id,
        @Nullable String source,
        @Nullable UUID ownerId,
        String name,
        Map<String, String> names,
        List<String> aliases,
        String category,
        double lat,
        double lon,
        @Nullable String address,
        @Nullable String phone,
        @Nullable String website,
        @Nullable String openingHours,
        String timeZone,
        @Nullable String regionCode,
        String status,
        String nameKeys,
        String searchText,
        String contentHash,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String openWeek,
        @Nullable List<String> held) {

    static StoredPlace of(Place place, PlaceKeys keys, @Nullable String openWeek) {
        PlaceContent content = place.content();
        return new StoredPlace(
                place.id(),
                place.source(),
                place.ownerId(),
                content.name(),
                content.names(),
                content.aliases(),
                content.category(),
                content.position().lat(),
                content.position().lon(),
                content.address(),
                content.phone(),
                content.website(),
                content.openingHours(),
                content.timeZone(),
                place.regionCode(),
                content.status().code(),
                keys.names(),
                keys.text(),
                place.contentHash(),
                place.version(),
                place.createdAt(),
                place.updatedAt(),
                openWeek,
                codes(place.held()));
    }

    private static @Nullable List<String> codes(@Nullable Set<PlaceMember> members) {
        return members == null ? null : members.stream().map(PlaceMember::code).sorted().toList();
    }
}
