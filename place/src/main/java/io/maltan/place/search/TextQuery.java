package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.text.PlainText;
import io.maltan.platform.problem.Invalid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What people type, and where they are.
 *
 * @param radius metres around the position; without it the whole world is searched
 */
record TextQuery(
        @NotBlank @Size(min = 1, max = 100) @PlainText String q,
        @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
        @DecimalMin("-180") @DecimalMax("180") @Nullable Double lon,
        @DecimalMin("1") @DecimalMax("20040000") @Nullable Double radius,
        @Nullable String category,
        @Nullable String region) {

    /** Where the asker is; null where that is not said. */
    @Nullable Coordinates position() {
        if (lat == null && lon == null && radius == null) {
            return null;
        }
        if (lat == null || lon == null) {
            throw Invalid.field(lat == null ? "lat" : "lon", "required");
        }
        return new Coordinates(lat, lon);
    }

    TextQuery asking(String other) {
        return new TextQuery(other, lat, lon, radius, category, region);
    }
}
