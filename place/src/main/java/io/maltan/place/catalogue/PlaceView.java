package io.maltan.place.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place as clients see it.
 *
 * @param openNow absent where its hours do not tell
 * @param distance in metres, where the client asked from a position
 */
public record PlaceView(
        UUID id,
        String name,
        Map<String, String> names,
        String category,
        double lat,
        double lon,
        @Nullable String address,
        @Nullable RegionView region,
        @Nullable String phone,
        @Nullable String website,
        @Nullable String openingHours,
        @Nullable Boolean openNow,
        String timeZone,
        PlaceStatus status,
        RatingView rating,
        List<PhotoLink> photos,
        @Nullable String source,
        @Nullable UUID sameAs,
        @Nullable Instant vanishedAt,
        @Nullable Double distance,
        Instant createdAt,
        Instant updatedAt) {

    /** A region in the client's language. */
    public record RegionView(String code, String name) {}

    /**
     * What all reviews say together.
     *
     * @param bayesian the mean that does not trust few reviews much
     */
    public record RatingView(double average, int count, double bayesian) {}
}
