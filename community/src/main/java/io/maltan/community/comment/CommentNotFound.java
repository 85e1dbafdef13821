package io.maltan.community.comment;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** There is no such comment, or the viewer may not see it. */
final class CommentNotFound extends NotFound {

    CommentNotFound(UUID id) {
        super("comment_not_found", id);
    }
}
