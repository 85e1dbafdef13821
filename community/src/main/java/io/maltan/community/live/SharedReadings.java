package io.maltan.community.live;

import io.maltan.community.comment.CommentView;
import io.maltan.community.comment.Discussion;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostView;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What events are about, read from the database once an event however many watch. They show the
 * present state, so that what was removed meanwhile is not replayed.
 */
@Component
class SharedReadings {

    private final PostBoard board;
    private final Discussion discussion;
    private final OncePerEvent<PostView> posts = new OncePerEvent<>();
    private final OncePerEvent<CommentView> comments = new OncePerEvent<>();

    SharedReadings(PostBoard board, Discussion discussion) {
        this.board = board;
        this.discussion = discussion;
    }

    /** The post that an event is about, empty where it is no longer there. */
    Mono<PostView> findPost(UUID eventId, UUID postId) {
        return posts.read(
                eventId,
                () -> board.find(postId, Viewer.ANYONE).filter(post -> !post.isTombstone()));
    }

    /** The comment that an event is about, empty where it is no longer there. */
    Mono<CommentView> findComment(UUID eventId, UUID commentId) {
        return comments.read(
                eventId,
                () ->
                        discussion
                                .find(commentId, Viewer.ANYONE)
                                .filter(comment -> !comment.isTombstone()));
    }
}
