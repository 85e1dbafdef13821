package io.maltan.community.live;

import io.maltan.community.comment.Discussion;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostBoard;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What events are about, read from the database and made JSON once an event however many watch.
 * They show the present state, so that what was removed meanwhile is not replayed.
 */
@Component
class SharedReadings {

    private final PostBoard board;
    private final Discussion discussion;
    private final JsonMapper json;
    private final OncePerEvent<String> posts = new OncePerEvent<>();
    private final OncePerEvent<String> comments = new OncePerEvent<>();

    SharedReadings(PostBoard board, Discussion discussion, JsonMapper json) {
        this.json = json;
        this.board = board;
        this.discussion = discussion;
    }

    /** The post that an event is about, empty where it is no longer there. */
    Mono<String> findPost(UUID eventId, UUID postId) {
        return posts.read(
                eventId,
                () ->
                        board.find(postId, Viewer.ANYONE)
                                .filter(post -> !post.isTombstone())
                                .map(json::writeValueAsString));
    }

    /** The comment that an event is about, empty where it or its post is no longer there. */
    Mono<String> findComment(UUID eventId, UUID commentId) {
        return comments.read(
                eventId,
                () -> discussion.find(commentId, Viewer.ANYONE).map(json::writeValueAsString));
    }
}
