package io.maltan.recommendation.place;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places to test with. */
public final class Towns {

    public static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private Towns() {}

    /** A place in business that has nothing special. */
    public static PlaceFacts place(String name, String category, double lat, double lon) {
        return place(UUID.randomUUID(), name, category, lat, lon, "open", 1, null);
    }

    public static PlaceFacts place(
            UUID id,
            String name,
            String category,
            double lat,
            double lon,
            String status,
            long version,
            @Nullable String hours) {
        return new PlaceFacts(
                id,
                name,
                null,
                category,
                lat,
                lon,
                new PlaceFacts.RegionFacts("11140", Map.of("ko", "마포구", "en", "Mapo-gu")),
                status,
                hours,
                "Asia/Seoul",
                new PlaceFacts.RatingFacts(0, 0),
                LONG_AGO,
                version);
    }

    /** The same place with names in other languages. */
    public static PlaceFacts named(PlaceFacts place, Map<String, String> names) {
        return with(place, names, place.region(), place.createdAt());
    }

    /** The same place in another region. */
    public static PlaceFacts inRegion(PlaceFacts place, String code) {
        PlaceFacts.RegionFacts region = new PlaceFacts.RegionFacts(code, Map.of());
        return with(place, place.names(), region, place.createdAt());
    }

    /** The same place, known since another moment. */
    public static PlaceFacts since(PlaceFacts place, Instant createdAt) {
        return with(place, place.names(), place.region(), createdAt);
    }

    /** The same place with opening hours. */
    public static PlaceFacts openAt(PlaceFacts place, String hours) {
        return place(
                place.id(),
                place.name(),
                place.category(),
                place.lat(),
                place.lon(),
                "open",
                1,
                hours);
    }

    private static PlaceFacts with(
            PlaceFacts place,
            Map<String, String> names,
            PlaceFacts.@Nullable RegionFacts region,
            Instant createdAt) {
        return new PlaceFacts(
                place.id(),
                place.name(),
                names,
                place.category(),
                place.lat(),
                place.lon(),
                region,
                place.status(),
                place.openingHours(),
                place.timeZone(),
                place.rating(),
                createdAt,
                place.version());
    }

    /** An index of the given places, whose numbers are in that order. */
    public static PlaceIndex index(PlaceFacts... places) {
        PlaceIndex index = new PlaceIndex();
        for (PlaceFacts place : places) {
            put(index, place);
        }
        return index;
    }

    @CanIgnoreReturnValue
    public static int put(PlaceIndex index, PlaceFacts place) {
        return index.put(place);
    }

    public static void rate(PlaceIndex index, UUID id, double average, int count) {
        index.rate(id, average, count);
    }

    public static void remove(PlaceIndex index, UUID id) {
        index.remove(id);
    }
}
