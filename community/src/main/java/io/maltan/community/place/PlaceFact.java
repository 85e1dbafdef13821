package io.maltan.community.place;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a place, as its owner describes it in events and snapshots, that the community keeps.
 */
record PlaceFact(UUID id, @Nullable String name, @Nullable Region region, long version) {

    PlaceLink toLink() {
        return new PlaceLink(
                id, name == null ? "" : name, region == null ? null : region.code(), version);
    }

    record Region(@Nullable String code) {}
}
