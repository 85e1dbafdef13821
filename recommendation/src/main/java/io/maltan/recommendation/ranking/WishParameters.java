package io.maltan.recommendation.ranking;

import io.maltan.platform.problem.Invalid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query parameters of what recommendations are asked for. */
public record WishParameters(
        @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
        @DecimalMin("-180") @DecimalMax("180") @Nullable Double lon,
        @DecimalMin("1") @DecimalMax("100000") @Nullable Double radius,
        @Size(max = 40) @Nullable String region,
        @Size(max = 20) @Nullable List<@Nullable String> category,
        @Nullable Boolean openNow,
        @Size(max = MOST_EXCLUDED) @Nullable List<@Nullable UUID> exclude) {

    /** As many ids as fit into a request line of 8 KiB beside the rest. */
    private static final int MOST_EXCLUDED = 200;

    /** Checks what concerns several parameters, too. */
    public Wish toWish() {
        Position position = position();
        if (position == null && radius != null) {
            throw Invalid.field("radius", "position");
        }
        return new Wish(
                position,
                radius,
                region == null || region.isBlank() ? null : region,
                category == null
                        ? List.of()
                        : told(category).stream().filter(code -> !code.isBlank()).toList(),
                Boolean.TRUE.equals(openNow),
                exclude == null ? Set.of() : Set.copyOf(told(exclude)));
    }

    /** Without what stands between two commas. */
    private static <T> List<T> told(List<@Nullable T> values) {
        return values.stream().flatMap(Stream::ofNullable).toList();
    }

    private @Nullable Position position() {
        if (lat == null && lon == null) {
            return null;
        }
        if (lat == null) {
            throw Invalid.field("lat", "together", "lon");
        }
        if (lon == null) {
            throw Invalid.field("lon", "together", "lat");
        }
        return new Position(lat, lon);
    }
}
