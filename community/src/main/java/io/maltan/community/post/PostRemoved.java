package io.maltan.community.post;

import io.maltan.platform.problem.Conflict;
import java.util.UUID;

/** Only the tombstone of the post is left; it takes no edits, votes or comments. */
final class PostRemoved extends Conflict {

    PostRemoved(UUID id) {
        super("post_removed", id);
    }
}
