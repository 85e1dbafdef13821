package io.maltan.community.post;

import io.maltan.community.notice.Notifier;
import io.maltan.platform.events.Outbox;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What moderators do to posts, within a transaction that has locked the thread. */
@Component
public class PostModeration {

    private final R2dbcPosts posts;
    private final Meetups meetups;
    private final Notifier notifier;
    private final Outbox outbox;

    PostModeration(R2dbcPosts posts, Meetups meetups, Notifier notifier, Outbox outbox) {
        this.posts = posts;
        this.meetups = meetups;
        this.notifier = notifier;
        this.outbox = outbox;
    }

    /** Hides a post from everybody but its author and moderators. */
    public Mono<Void> hide(UUID id) {
        return posts.findAny(id)
                .filter(post -> !post.removed() && !post.hidden())
                .flatMap(post -> posts.hide(id).then(outbox.append(PostEvents.hidden(post))));
    }

    /**
     * Removes a post as its author would.
     *
     * @param caseId what can bring it back
     */
    public Mono<Void> remove(UUID id, UUID caseId) {
        return posts.findAny(id)
                .filter(post -> !post.removed())
                .flatMap(post ->
                        posts.remove(id, caseId)
                                .then(meetups.withdraw(post))
                                .then(outbox.append(PostEvents.removed(post))));
    }

    /** Brings back what the case has removed, and nothing else; what is hidden stays so. */
    public Mono<Void> bringBack(UUID id, UUID caseId) {
        return posts.bringBack(id, caseId)
                .flatMap(back -> back ? posts.findAny(id) : Mono.empty())
                .filter(post -> !post.hidden())
                .flatMap(post -> meetups.restore(post).then(announceShown(post)));
    }

    /** Shows again what was hidden; what is removed stays so. */
    public Mono<Void> show(UUID id) {
        return posts.findAny(id)
                .filter(post -> !post.removed() && post.hidden())
                .flatMap(post -> posts.show(id).then(announceShown(post)));
    }

    private Mono<Void> announceShown(Post post) {
        return tellMentioned(post)
                .then(posts.markTold(post.id()))
                .map(first -> first ? PostEvents.created(post) : PostEvents.restored(post))
                .flatMap(outbox::append);
    }

    /** Who is spoken to hears of a text that was held back; who was told before does not again. */
    private Mono<Void> tellMentioned(Post post) {
        return posts.findMentions(post.id())
                .map(mentioned -> PostBoard.mentions(post, mentioned))
                .flatMap(notifier::tell);
    }
}
