package io.maltan.place.photo;

import java.util.UUID;

/** What names photos and thereby keeps them. */
public record PhotoUse(String kind, UUID by) {

    public static PhotoUse review(UUID id) {
        return new PhotoUse("review", id);
    }

    static PhotoUse post(UUID id) {
        return new PhotoUse("post", id);
    }
}
