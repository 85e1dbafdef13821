package io.maltan.community.live;

import io.maltan.community.comment.CommentView;
import io.maltan.community.comment.Discussion;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostView;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What events are about, read from the database once an event however many watch. They show the
 * present state, so that what was removed meanwhile is not replayed.
 */
@Component
class SharedReadings {

    private static final int MOST_EVENTS = 512;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final PostBoard board;
    private final Discussion discussion;
    private final Map<UUID, Mono<PostView>> posts = newest();
    private final Map<UUID, Mono<CommentView>> comments = newest();

    SharedReadings(PostBoard board, Discussion discussion) {
        this.board = board;
        this.discussion = discussion;
    }

    /** The post that an event is about, empty where it is no longer there. */
    Mono<PostView> findPost(UUID eventId, UUID postId) {
        return shared(
                posts,
                eventId,
                () -> board.find(postId, Viewer.ANYONE).filter(post -> !post.isTombstone()));
    }

    /** The comment that an event is about, empty where it is no longer there. */
    Mono<CommentView> findComment(UUID eventId, UUID commentId) {
        return shared(
                comments,
                eventId,
                () ->
                        discussion
                                .find(commentId, Viewer.ANYONE)
                                .filter(comment -> !comment.isTombstone()));
    }

    private static <T> Mono<T> shared(
            Map<UUID, Mono<T>> readings, UUID eventId, Supplier<Mono<T>> reading) {
        return readings.computeIfAbsent(
                eventId, _ -> reading.get().cache(_ -> KEPT, _ -> Duration.ZERO, () -> KEPT));
    }

    private static <T> Map<UUID, Mono<T>> newest() {
        return Collections.synchronizedMap(
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<UUID, Mono<T>> eldest) {
                        return size() > MOST_EVENTS;
                    }
                });
    }
}
