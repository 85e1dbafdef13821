package io.maltan.community.comment;

import io.maltan.community.post.PostThreads;
import io.maltan.platform.events.Outbox;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes comments out of their thread and puts them back, with what that does to those above. */
@Component
class Threading {

    private final R2dbcComments comments;
    private final PostThreads posts;
    private final Outbox outbox;

    Threading(R2dbcComments comments, PostThreads posts, Outbox outbox) {
        this.comments = comments;
        this.posts = posts;
        this.outbox = outbox;
    }

    /**
     * @param caseId the case that removes it; null where its author does
     */
    Mono<Void> remove(Comment comment, @Nullable UUID caseId) {
        return withdraw(comment, caseId)
                .then(comment.hidden() ? Mono.empty() : posts.commentRemoved(comment.postId()))
                .then(announceRemoval(comment));
    }

    Mono<Void> announceRemoval(Comment comment) {
        return outbox.append(CommentEvents.written(CommentEvents.REMOVED, comment));
    }

    /** The comment, there again; empty where it was not this case that had removed it. */
    Mono<Comment> bringBack(UUID id, UUID caseId) {
        return comments.bringBack(id, caseId)
                .flatMap(back -> back ? comments.findAny(id) : Mono.empty())
                .delayUntil(comment ->
                        comment.replies() > 0
                                ? Mono.empty()
                                : appearIn(comment, comment.depth() - 1));
    }

    private Mono<Void> withdraw(Comment comment, @Nullable UUID caseId) {
        Mono<Void> removed = comments.remove(comment.id(), caseId);
        return comment.replies() > 0
                ? removed
                : removed.then(vanishFrom(comment, comment.depth() - 1));
    }

    /**
     * A comment without replies leaves no tombstone, and takes with it those above that had no
     * other reply.
     */
    private Mono<Void> vanishFrom(Comment comment, int depth) {
        if (depth < 0) {
            return Mono.empty();
        }
        return comments.replyVanished(comment.path().get(depth))
                .flatMap(vanished -> vanished ? vanishFrom(comment, depth - 1) : Mono.empty());
    }

    /** The other way round: tombstones above that had vanished are there again. */
    private Mono<Void> appearIn(Comment comment, int depth) {
        if (depth < 0) {
            return Mono.empty();
        }
        return comments.replyAppeared(comment.path().get(depth))
                .flatMap(appeared -> appeared ? appearIn(comment, depth - 1) : Mono.empty());
    }
}
