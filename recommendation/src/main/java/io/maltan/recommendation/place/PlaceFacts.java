package io.maltan.recommendation.place;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place as the place service tells it, in events and in its snapshot.
 *
 * @param names by language
 * @param category a dotted code such as {@code food.korean}: what stands before a dot is the parent
 * @param status {@code open}, {@code temporarily_closed} or {@code closed}
 * @param openingHours in OpenStreetMap's syntax
 */
public record PlaceFacts(
        UUID id,
        String name,
        @Nullable Map<String, String> names,
        String category,
        double lat,
        double lon,
        @Nullable RegionFacts region,
        String status,
        @Nullable String openingHours,
        @Nullable String timeZone,
        @Nullable RatingFacts rating,
        Instant createdAt,
        long version) {

    private static final String OPEN = "open";

    /** By language; empty where it has only one name. */
    @Override
    public Map<String, String> names() {
        return names == null ? Map.of() : names;
    }

    /** Whether it may be recommended at all. */
    boolean isInBusiness() {
        return status.equals(OPEN);
    }

    /**
     * The region that a place lies in.
     *
     * @param names by language
     */
    public record RegionFacts(String code, Map<String, String> names) {

        public RegionFacts {
            names = Map.copyOf(names);
        }
    }

    /** The average of the reviews and their count. */
    public record RatingFacts(double average, int count) {}
}
