package io.maltan.community.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.community.member.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log.
 *
 * @param moderator absent where a rule did it, or the moderator's account is erased
 * @param author absent where it is unknown or erased
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoggedAction(
        UUID id,
        Instant at,
        @Nullable Author moderator,
        String action,
        String target,
        UUID targetId,
        @Nullable Author author,
        @Nullable UUID caseId,
        @Nullable String note) {}
