package io.maltan.community.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a moderator does.
 *
 * @param moderatorId null where a rule does it
 * @param target post, comment or user
 * @param authorId whose it is
 * @param caseId the case that it decides
 */
public record ModeratorAction(
        @Nullable UUID moderatorId,
        String action,
        String target,
        UUID targetId,
        @Nullable UUID authorId,
        @Nullable UUID caseId,
        @Nullable String note) {

    public static ModeratorAction onPost(String action, UUID moderator, UUID post, UUID author) {
        return new ModeratorAction(moderator, action, "post", post, author, null, null);
    }

    public static ModeratorAction onComment(
            String action, UUID moderator, UUID comment, UUID author) {
        return new ModeratorAction(moderator, action, "comment", comment, author, null, null);
    }
}
