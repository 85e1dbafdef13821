package io.maltan.place.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other services hear about a place that was created or has changed.
 *
 * @param previous where it was before, if it has moved
 */
public record PlaceFact(
        UUID id,
        String name,
        Map<String, String> names,
        String category,
        double lat,
        double lon,
        @Nullable RegionFact region,
        PlaceStatus status,
        @Nullable String openingHours,
        String timeZone,
        RatingFact rating,
        Instant createdAt,
        long version,
        @Nullable PositionFact previous) {

    /** A region with its names. */
    public record RegionFact(String code, Map<String, String> names) {}

    /** What all reviews say together. */
    public record RatingFact(double average, int count) {}

    /** A position. */
    public record PositionFact(double lat, double lon) {}

    /** That a place was removed, and where it had been. */
    public record Removed(UUID id, double lat, double lon) {}

    /** That a place was the same as another, to which everything that it had went over. */
    public record Merged(UUID from, UUID into) {}

    /**
     * That a place's rating has changed.
     *
     * @param place as it is now, for those who show it
     */
    public record Rated(UUID id, double average, int count, PlaceFact place) {}
}
