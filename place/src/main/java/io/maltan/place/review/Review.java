package io.maltan.place.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of a place.
 *
 * @param rating 1 to 5
 */
record Review(
        UUID id,
        UUID placeId,
        UUID authorId,
        int rating,
        @Nullable String text,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt) {

    Review edited(ReviewDraft draft, Instant now) {
        return new Review(
                id, placeId, authorId, draft.rating(), draft.text(), version + 1, createdAt, now);
    }
}
