package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as the person sees it who made it.
 *
 * @param status open until a moderator has decided, then decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportView(
        UUID id,
        Target target,
        UUID targetId,
        String reason,
        @Nullable String detail,
        String status,
        Instant createdAt) {}
