package io.maltan.community.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.platform.stream.StreamMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * New counts of votes.
 *
 * @param commentId present where the votes are on a comment of the post
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VotesChanged(UUID postId, @Nullable UUID commentId, int up, int down) {

    StreamMessage toMessage() {
        return StreamMessage.of("votes_changed", this);
    }
}
