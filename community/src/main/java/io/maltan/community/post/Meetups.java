package io.maltan.community.post;

import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Page;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Invalid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The part of posts that is a meetup, written and read along with them. */
@Component
class Meetups {

    private final R2dbcMeetups stored;
    private final MeetupFollowUp followUp;

    Meetups(R2dbcMeetups stored, MeetupFollowUp followUp) {
        this.stored = stored;
        this.followUp = followUp;
    }

    Mono<MeetupPlan> find(UUID post) {
        return stored.find(post);
    }

    Mono<Void> add(Post post, @Nullable MeetupPlan plan) {
        return plan == null ? Mono.empty() : stored.add(post.id(), plan);
    }

    /**
     * A post may become a meetup; a meetup that people go to is cancelled, not turned into talk.
     */
    Mono<Void> replace(Post post, @Nullable MeetupPlan former, @Nullable MeetupPlan now) {
        if (former == null) {
            return add(post, now);
        }
        if (now == null) {
            return Mono.error(Invalid.field("meetup", "cancel_instead"));
        }
        return former.equals(now) ? Mono.empty() : change(post, former, now);
    }

    private Mono<Void> change(Post post, MeetupPlan former, MeetupPlan now) {
        return stored.replace(post.id(), now)
                .flatMap(fits ->
                        fits
                                ? followUp.changed(post, former, now)
                                : Mono.error(new Conflict("capacity_taken")));
    }

    Mono<Void> withdraw(Post post) {
        return stored.find(post.id()).flatMap(plan -> followUp.withdrawn(post, plan));
    }

    Mono<Void> restore(Post post) {
        return stored.find(post.id()).flatMap(plan -> followUp.restored(post, plan));
    }

    Mono<PostView> complete(PostView post, Viewer viewer) {
        return complete(List.of(post), viewer).map(List::getFirst);
    }

    Mono<Page<PostView>> complete(Page<PostView> page, Viewer viewer) {
        return complete(page.items(), viewer).map(items -> new Page<>(items, page.nextCursor()));
    }

    /** The posts, with the meetups that are among them. */
    Mono<List<PostView>> complete(List<PostView> posts, Viewer viewer) {
        List<UUID> meetups =
                posts.stream()
                        .filter(post -> post.category() == Category.MEETUP && !post.isTombstone())
                        .map(PostView::id)
                        .toList();
        return meetups.isEmpty()
                ? Mono.just(posts)
                : stored.views(meetups, viewer).map(views -> with(posts, views));
    }

    private static List<PostView> with(List<PostView> posts, Map<UUID, MeetupView> meetups) {
        return posts.stream().map(post -> post.with(meetups.get(post.id()))).toList();
    }
}
