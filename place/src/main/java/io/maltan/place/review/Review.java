package io.maltan.place.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of a place.
 *
 * @param authorName as others see it; null where it is not known
 * @param rating 1 to 5
 * @param helpfulCount how many people found it helpful
 */
record Review(
        UUID id,
        UUID placeId,
        UUID authorId,
        @Nullable String authorName,
        int rating,
        @Nullable String text,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt,
        int helpfulCount) {

    Review edited(ReviewDraft draft, Instant now) {
        return new Review(
                id,
                placeId,
                authorId,
                authorName,
                draft.rating(),
                draft.text(),
                version + 1,
                createdAt,
                now,
                helpfulCount);
    }
}
