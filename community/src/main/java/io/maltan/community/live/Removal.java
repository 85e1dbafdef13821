package io.maltan.community.live;

import io.maltan.platform.stream.StreamMessage;
import java.util.UUID;

/** That something is gone from what somebody watches. */
record Removal(UUID id) {

    static StreamMessage ofPost(UUID id) {
        return StreamMessage.of("post_removed", new Removal(id));
    }

    static StreamMessage ofComment(UUID id) {
        return StreamMessage.of("comment_removed", new Removal(id));
    }
}
