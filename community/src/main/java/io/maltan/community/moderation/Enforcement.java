package io.maltan.community.moderation;

import io.maltan.community.comment.CommentModeration;
import io.maltan.community.post.PostModeration;
import io.maltan.community.post.PostThreads;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Does to posts and comments what was decided, and undoes it, within a transaction in which the
 * case is decided or overturned already.
 */
@Component
class Enforcement {

    private final PostThreads threads;
    private final PostModeration posts;
    private final CommentModeration comments;
    private final R2dbcCases cases;

    Enforcement(
            PostThreads threads,
            PostModeration posts,
            CommentModeration comments,
            R2dbcCases cases) {
        this.threads = threads;
        this.posts = posts;
        this.comments = comments;
        this.cases = cases;
    }

    /** Locks the thread first, as everybody does who changes something in it. */
    Mono<Void> prepare(Case about) {
        UUID postId = about.postId();
        return postId == null ? Mono.empty() : threads.lock(postId);
    }

    Mono<Void> carryOut(Case about, Verdict verdict) {
        return switch (verdict) {
            case DISMISS -> showUnlessWithheld(about);
            case HIDE, SUSPEND_AUTHOR -> hide(about);
            case REMOVE -> remove(about);
        };
    }

    /** What this case has removed is there again, and shown unless another decision stands. */
    Mono<Void> undo(Case about) {
        return bringBack(about).then(showUnlessWithheld(about));
    }

    private Mono<Void> showUnlessWithheld(Case about) {
        return cases.isWithheld(about.target(), about.targetId())
                .flatMap(withheld -> withheld ? Mono.empty() : show(about));
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
            case POST -> posts.remove(about.targetId(), about.id());
            case COMMENT -> comments.remove(about.targetId(), about.id());
            case USER -> Mono.empty();
        };
    }

    private Mono<Void> bringBack(Case about) {
        return switch (about.target()) {
            case POST -> posts.bringBack(about.targetId(), about.id());
            case COMMENT -> comments.bringBack(about.targetId(), about.id());
            case USER -> Mono.empty();
        };
    }

    private Mono<Void> show(Case about) {
        return switch (about.target()) {
            case POST -> posts.show(about.targetId());
            case COMMENT -> comments.show(about.targetId());
            case USER -> Mono.empty();
        };
    }
}
