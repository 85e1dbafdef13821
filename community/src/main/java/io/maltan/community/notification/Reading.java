package io.maltan.community.notification;

import io.maltan.platform.problem.Invalid;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody has read: these, or everything up to one and it, or without either everything. */
record Reading(@Nullable List<@Nullable UUID> ids, @Nullable UUID upTo) {

    static final Reading EVERYTHING = new Reading(null, null);

    private static final int MOST_IDS = 500;

    /** The ids, valid; null where they are not what it goes by. */
    UUID @Nullable [] checkedIds() {
        if (ids == null) {
            return null;
        }
        if (upTo != null) {
            throw Invalid.field("upTo", "either", "ids");
        }
        if (ids.size() > MOST_IDS) {
            throw Invalid.field("ids", "size", 0, MOST_IDS);
        }
        return ids.stream().filter(Objects::nonNull).toArray(UUID[]::new);
    }
}
