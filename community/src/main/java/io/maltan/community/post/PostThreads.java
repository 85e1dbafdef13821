package io.maltan.community.post;

import io.maltan.community.member.Viewer;
import io.maltan.platform.problem.Conflict;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the threads below posts need of them, within a transaction. */
@Component
public class PostThreads {

    private final R2dbcPosts posts;

    PostThreads(R2dbcPosts posts) {
        this.posts = posts;
    }

    /**
     * Locks the thread of a post that the viewer may see and that is neither removed nor hidden.
     */
    public Mono<Post> open(UUID postId, Viewer viewer) {
        return openEvenHidden(postId, viewer)
                .flatMap(post ->
                        post.hidden()
                                ? Mono.error(() -> new Conflict("post_hidden"))
                                : Mono.just(post));
    }

    /** The same where a moderator has hidden the post; its author can still delete it. */
    Mono<Post> openEvenHidden(UUID postId, Viewer viewer) {
        return posts.lock(postId)
                .then(posts.find(postId, viewer))
                .switchIfEmpty(Mono.error(() -> new PostNotFound(postId)))
                .flatMap(post ->
                        post.removed() ? Mono.error(new PostRemoved(postId)) : Mono.just(post));
    }

    /** A post whatever its state. */
    public Mono<Post> find(UUID postId) {
        return posts.findAny(postId);
    }

    /** Locks the thread of a post, be it removed. */
    public Mono<Void> lock(UUID postId) {
        return posts.lock(postId);
    }

    public Mono<Void> commentAdded(UUID postId) {
        return posts.countComments(postId, 1);
    }

    public Mono<Void> commentRemoved(UUID postId) {
        return posts.countComments(postId, -1);
    }
}
