package io.maltan.recommendation.ranking;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recommended place as clients see it.
 *
 * @param distance in metres, where the caller told a position
 */
public record ItemView(
        PlaceView place, double score, @Nullable Long distance, List<Reason> reasons) {

    /** The place itself. */
    public record PlaceView(
            UUID id,
            String name,
            String category,
            double lat,
            double lon,
            RatingView rating,
            @Nullable Boolean openNow,
            @Nullable RegionView region) {}

    /** Its reviews. */
    public record RatingView(double average, int count) {}

    /** Where it lies, named in the caller's language. */
    public record RegionView(String code, String name) {}
}
