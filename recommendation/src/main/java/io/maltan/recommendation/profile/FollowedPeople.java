package io.maltan.recommendation.profile;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.ErasedPeople;
import io.maltan.recommendation.feedback.FeedbackEvents;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who follows whom, and what people say in public about places: their posts, as long as they can be
 * read, and in {@link FollowedReviews} their good reviews. What they visit, like or look at is
 * theirs and never used.
 */
@Component
final class FollowedPeople implements EventHandler {

    private static final String FOLLOW_CHANGED = "follow.changed";
    private static final String POST_CREATED = "post.created";
    private static final String POST_UPDATED = "post.updated";
    private static final String POST_RESTORED = "post.restored";
    private static final String POST_HIDDEN = "post.hidden";
    private static final String POST_REMOVED = "post.removed";

    private final R2dbcFollowing rows;
    private final Followers followers;
    private final Outbox outbox;
    private final EventJson json;
    private final ErasedPeople erased;

    FollowedPeople(
            R2dbcFollowing rows,
            Followers followers,
            Outbox outbox,
            EventJson json,
            ErasedPeople erased) {
        this.rows = rows;
        this.followers = followers;
        this.outbox = outbox;
        this.json = json;
        this.erased = erased;
    }

    @Override
    public String stream() {
        return EventStreams.COMMUNITY;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                FOLLOW_CHANGED,
                POST_CREATED,
                POST_UPDATED,
                POST_RESTORED,
                POST_HIDDEN,
                POST_REMOVED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return switch (event.type()) {
            case FOLLOW_CHANGED -> followChanged(json.read(event, FollowChanged.class));
            case POST_HIDDEN, POST_REMOVED -> removed(json.read(event, Removed.class).id());
            default -> posted(json.read(event, Post.class), event.time());
        };
    }

    private Mono<Void> followChanged(FollowChanged change) {
        return erased.unlessErased(
                change.followerId(),
                () -> erased.unlessErased(change.followeeId(), () -> follow(change)));
    }

    private Mono<Void> follow(FollowChanged change) {
        Mono<Void> written =
                change.following()
                        ? rows.follow(change.followerId(), change.followeeId(), change.at())
                        : rows.unfollow(change.followerId(), change.followeeId(), change.at());
        return written.then(outbox.append(FeedbackEvents.profileChanged(change.followerId())));
    }

    private Mono<Void> posted(Post post, Instant at) {
        UUID author = post.authorId();
        UUID place = post.placeId();
        if (author == null) {
            return Mono.empty();
        }
        if (place == null) {
            return removed(post.id());
        }
        Instant since = post.createdAt() == null ? at : post.createdAt();
        return erased.unlessErased(
                author,
                () -> rows.mention(post.id(), author, place, since).then(followers.tell(author)));
    }

    private Mono<Void> removed(UUID post) {
        return rows.unmention(post).flatMap(followers::tell);
    }

    record FollowChanged(UUID followerId, UUID followeeId, boolean following, Instant at) {}

    record Post(
            UUID id,
            @Nullable UUID authorId,
            @Nullable UUID placeId,
            @Nullable Instant createdAt) {}

    record Removed(UUID id) {}
}
