package io.maltan.community.moderation;

import io.maltan.community.comment.CommentModeration;
import io.maltan.community.moderation.DecisionDraft.Decision;
import io.maltan.community.post.PostModeration;
import io.maltan.community.post.PostThreads;
import io.maltan.community.trust.Suspensions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Does what was decided, and undoes it, within a transaction. */
@Component
class Enforcement {

    private final PostThreads threads;
    private final PostModeration posts;
    private final CommentModeration comments;
    private final Suspensions suspensions;

    Enforcement(
            PostThreads threads,
            PostModeration posts,
            CommentModeration comments,
            Suspensions suspensions) {
        this.threads = threads;
        this.posts = posts;
        this.comments = comments;
        this.suspensions = suspensions;
    }

    /** Locks the thread first, as everybody does who changes something in it. */
    Mono<Void> prepare(Case about) {
        UUID postId = about.postId();
        return postId == null ? Mono.empty() : threads.lock(postId);
    }

    Mono<Void> carryOut(Case about, Decision decision) {
        return switch (decision.verdict()) {
            case DISMISS -> restore(about);
            case HIDE -> hide(about);
            case REMOVE -> remove(about);
            case SUSPEND_AUTHOR -> suspend(about, decision.suspendedUntil()).then(hide(about));
        };
    }

    /** Removed things come back too, and a suspension that came of this case ends. */
    Mono<Void> undo(Case about) {
        UUID author = about.authorId();
        return (author == null ? Mono.<Void>empty() : suspensions.lift(author, about.id()))
                .then(
                        switch (about.target()) {
                            case POST -> posts.restore(about.targetId());
                            case COMMENT -> comments.restore(about.targetId());
                            case USER -> Mono.empty();
                        });
    }

    private Mono<Void> suspend(Case about, @Nullable Instant until) {
        UUID author = about.authorId();
        return author == null || until == null
                ? Mono.empty()
                : suspensions.suspend(author, until, about.id());
    }

    private Mono<Void> hide(Case about) {
        return switch (about.target()) {
            case POST -> posts.hide(about.targetId());
            case COMMENT -> comments.hide(about.targetId());
            case USER -> Mono.empty();
        };
    }

    private Mono<Void> remove(Case about) {
        return switch (about.target()) {
            case POST -> posts.remove(about.targetId());
            case COMMENT -> comments.remove(about.targetId());
            case USER -> Mono.empty();
        };
    }

    /** Only what a rule has hidden: what somebody has removed themselves stays removed. */
    private Mono<Void> restore(Case about) {
        return switch (about.target()) {
            case POST -> posts.show(about.targetId());
            case COMMENT -> comments.show(about.targetId());
            case USER -> Mono.empty();
        };
    }
}
