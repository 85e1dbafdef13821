package io.maltan.place.photo;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo that is kept in two sizes.
 *
 * @param placeId the place that lists it; null where a review or post names it
 * @param width of the large size in pixels, as it is seen
 */
public record Photo(
        UUID id,
        UUID uploaderId,
        @Nullable UUID placeId,
        int width,
        int height,
        int thumbBytes,
        int largeBytes,
        Instant createdAt) {

    int bytes(PhotoSize size) {
        return size == PhotoSize.THUMB ? thumbBytes : largeBytes;
    }
}
