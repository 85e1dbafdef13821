package io.maltan.place.photo;

import io.maltan.place.catalogue.PhotoLink;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo as clients see it.
 *
 * @param width of the large size in pixels
 * @param thumb the address of the small size
 * @param large the address of the large size
 */
public record PhotoView(
        UUID id,
        @Nullable UUID placeId,
        int width,
        int height,
        String thumb,
        String large,
        Instant createdAt) {

    static PhotoView of(Photo photo) {
        return new PhotoView(
                photo.id(),
                photo.placeId(),
                photo.width(),
                photo.height(),
                PhotoLink.of(photo.id()).thumb(),
                PhotoLink.of(photo.id()).large(),
                photo.createdAt());
    }
}
