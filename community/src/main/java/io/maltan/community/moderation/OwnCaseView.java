package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the person sees it whom it is about: not who reported, and not who decided.
 *
 * @param id what an appeal names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnCaseView(
        UUID id,
        Target target,
        UUID targetId,
        Verdict action,
        @Nullable String note,
        Instant decidedAt,
        @Nullable Instant suspendedUntil,
        boolean overturned,
        @Nullable Appeal appeal) {

    /** What has become of the appeal against it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Appeal(UUID id, String status, @Nullable String note) {}
}
