package io.maltan.community.comment;

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
    private final CommentNotices notices;
    private final Outbox outbox;

    CommentModeration(
            R2dbcComments comments,
            Threading threading,
            PostThreads posts,
            CommentNotices notices,
            Outbox outbox) {
        this.comments = comments;
        this.threading = threading;
        this.posts = posts;
        this.notices = notices;
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

    /**
     * Removes a comment as its author would.
     *
     * @param caseId what can bring it back
     */
    public Mono<Void> remove(UUID id, UUID caseId) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed())
                .flatMap(comment -> threading.remove(comment, caseId));
    }

    /** Brings back what the case has removed, and nothing else; what is hidden stays so. */
    public Mono<Void> bringBack(UUID id, UUID caseId) {
        return threading
                .bringBack(id, caseId)
                .filter(comment -> !comment.hidden())
                .flatMap(this::announceShown);
    }

    /** Shows again what was hidden; what is removed stays so. */
    public Mono<Void> show(UUID id) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed() && comment.hidden())
                .flatMap(comment -> comments.show(id).then(announceShown(comment)));
    }

    private Mono<Void> announceShown(Comment comment) {
        return posts.commentAdded(comment.postId())
                .then(
                        Mono.zip(
                                comments.findMentions(comment.id()),
                                comments.markTold(comment.id())))
                .flatMap(found ->
                        found.getT2()
                                ? announceNew(comment, found.getT1())
                                : announceAgain(comment, found.getT1()));
    }

    /** One that was held back when it was written; whom it concerns hears of it now. */
    private Mono<Void> announceNew(Comment comment, List<UUID> mentioned) {
        return posts.find(comment.postId())
                .flatMap(post -> notices.tellOfNew(post, comment, mentioned))
                .then(announce(CommentEvents.CREATED, comment));
    }

    private Mono<Void> announceAgain(Comment comment, List<UUID> mentioned) {
        return notices.tellMentioned(comment, mentioned)
                .then(announce(CommentEvents.RESTORED, comment));
    }

    private Mono<Void> announce(String type, Comment comment) {
        return outbox.append(CommentEvents.written(type, comment));
    }
}
