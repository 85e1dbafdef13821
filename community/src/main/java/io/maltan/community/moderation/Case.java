package io.maltan.community.moderation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know of a case.
 *
 * @param authorId whose the target is; null once that person is erased
 * @param postId the thread that a post or comment is in
 * @param verdict null while it is open
 * @param decidedBy null while it is open, or once that moderator is erased
 */
record Case(
        UUID id,
        Target target,
        UUID targetId,
        @Nullable UUID authorId,
        @Nullable UUID postId,
        @Nullable Verdict verdict,
        @Nullable UUID decidedBy) {

    boolean isOpen() {
        return verdict == null;
    }

    boolean isAbout(UUID person) {
        return person.equals(authorId);
    }

    @Nullable UUID commentId() {
        return target == Target.COMMENT ? targetId : null;
    }
}
