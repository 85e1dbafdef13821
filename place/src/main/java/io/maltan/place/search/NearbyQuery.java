package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is around a position.
 *
 * @param radius metres
 * @param openNow only places that are known to be open
 * @param openAt only places that are known to be open then
 */
record NearbyQuery(
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon,
        @DecimalMin("1") @DecimalMax("20040000") @Nullable Double radius,
        @Nullable String category,
        @Nullable Boolean openNow,
        @Nullable Instant openAt,
        @DecimalMin("0") @DecimalMax("5") @Nullable Double minRating,
        @Pattern(regexp = "distance|rating") @Nullable String sort) {

    private static final double DEFAULT_RADIUS = 1_000;
    private static final Duration FARTHEST_MOMENT = Duration.ofDays(3_660);

    Coordinates centre() {
        return new Coordinates(lat, lon);
    }

    double radiusMetres() {
        return radius == null ? DEFAULT_RADIUS : radius;
    }

    boolean isByRating() {
        return "rating".equals(sort);
    }

    /** Calendars end somewhere; nobody asks for that. */
    private static Instant requireNear(Instant openAt, Instant now) {
        if (Duration.between(now, openAt).abs().compareTo(FARTHEST_MOMENT) > 0) {
            throw Invalid.field("openAt", "format");
        }
        return openAt;
    }

    /** The moment at which places must be open; null where it does not matter. */
    @Nullable Instant openMoment(Instant now) {
        if (openAt != null) {
            return requireNear(openAt, now);
        }
        return Boolean.TRUE.equals(openNow) ? now : null;
    }
}
