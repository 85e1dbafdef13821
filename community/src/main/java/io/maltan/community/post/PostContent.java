package io.maltan.community.post;

import io.maltan.community.place.PlaceLink;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a post says, valid.
 *
 * @param region the code of the region that it is for
 * @param placeId the place that it is about
 * @param photos ids of photos in the place service's store
 */
public record PostContent(
        String title,
        String body,
        Category category,
        @Nullable String region,
        @Nullable UUID placeId,
        List<UUID> photos) {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_BODY = 20_000;
    static final int MOST_PHOTOS = 10;

    public PostContent {
        photos = List.copyOf(photos);
    }

    /** The same in the region of a place, where no region was given. */
    PostContent inRegionOf(PlaceLink place) {
        return region == null
                ? new PostContent(title, body, category, place.region(), placeId, photos)
                : this;
    }

    PostContent withoutRegion() {
        return new PostContent(title, body, category, null, placeId, photos);
    }
}
