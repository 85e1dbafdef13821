package io.maltan.place.correction;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says is wrong about a place.
 *
 * @param detail in the person's words
 * @param reporterId null once erased
 * @param note what the moderator said
 */
record Correction(
        UUID id,
        UUID placeId,
        CorrectionKind kind,
        String detail,
        Proposal proposed,
        @Nullable UUID reporterId,
        CorrectionStatus status,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note,
        Instant createdAt) {}
