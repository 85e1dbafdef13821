package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appeal.
 *
 * @param caseId the decision that it is against
 * @param status open, accepted or rejected
 * @param note what the moderator who decided it says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppealView(
        UUID id,
        UUID caseId,
        String body,
        String status,
        @Nullable String note,
        Instant createdAt,
        @Nullable Instant decidedAt) {}
