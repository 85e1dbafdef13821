package io.maltan.community.comment;

import io.maltan.community.notice.Notifier;
import io.maltan.community.post.PostThreads;
import io.maltan.platform.events.Outbox;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What moderators do to comments, within a transaction that has locked the thread. */
@Component
public class CommentModeration {

    private final R2dbcComments comments;
    private final Threading threading;
    private final PostThreads posts;
    private final Notifier notifier;
    private final Outbox outbox;

    CommentModeration(
            R2dbcComments comments,
            Threading threading,
            PostThreads posts,
            Notifier notifier,
            Outbox outbox) {
        this.comments = comments;
        this.threading = threading;
        this.posts = posts;
        this.notifier = notifier;
        this.outbox = outbox;
    }

    /**
     * Hides a comment from everybody but its author and moderators; it does not count meanwhile.
     */
    public Mono<Void> hide(UUID id) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed() && !comment.hidden())
                .flatMap(comment ->
                        comments.hide(id)
                                .then(posts.commentRemoved(comment.postId()))
                                .then(announce(CommentEvents.HIDDEN, comment)));
    }

    /** Removes a comment as its author would. */
    public Mono<Void> remove(UUID id) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed())
                .flatMap(threading::remove);
    }

    /** Shows again what was hidden; what is removed stays so. */
    public Mono<Void> show(UUID id) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed() && comment.hidden())
                .flatMap(comment -> restore(comment.id()));
    }

    /** Brings back what was hidden or removed. */
    public Mono<Void> restore(UUID id) {
        return comments.findAny(id)
                .filter(comment -> comment.removed() || comment.hidden())
                .flatMap(comment ->
                        threading
                                .restore(comment)
                                .then(tellMentioned(comment))
                                .then(announce(CommentEvents.RESTORED, comment)));
    }

    /** Who is spoken to hears of a text that was held back; who was told before does not again. */
    private Mono<Void> tellMentioned(Comment comment) {
        return comments.findMentions(comment.id())
                .map(mentioned -> Discussion.withMentions(List.of(), comment, mentioned))
                .flatMap(notifier::tell);
    }

    private Mono<Void> announce(String type, Comment comment) {
        return outbox.append(CommentEvents.written(type, comment));
    }
}
