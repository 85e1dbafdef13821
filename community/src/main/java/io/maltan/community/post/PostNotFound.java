package io.maltan.community.post;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** There is no such post, or the viewer may not see it. */
public final class PostNotFound extends NotFound {

    public PostNotFound(UUID id) {
        super("post_not_found", id);
    }
}
