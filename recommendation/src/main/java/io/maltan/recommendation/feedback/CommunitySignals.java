package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who writes a post about a place shares it; who joins a meetup at one means to go there. Both say
 * something of the person's own taste, as long as the post can be read and until the meetup is
 * left.
 */
@Component
final class CommunitySignals implements EventHandler {

    private static final String POSTED = "post.created";
    private static final String EDITED = "post.updated";
    private static final String RESTORED = "post.restored";
    private static final String HIDDEN = "post.hidden";
    private static final String REMOVED = "post.removed";
    private static final String JOINED = "meetup.joined";
    private static final String LEFT = "meetup.left";
    private static final String FROM_POST = "post";
    private static final String FROM_MEETUP = "meetup";

    private final FeedbackLedger ledger;
    private final EventJson json;

    CommunitySignals(FeedbackLedger ledger, EventJson json) {
        this.ledger = ledger;
        this.json = json;
    }

    @Override
    public String stream() {
        return EventStreams.COMMUNITY;
    }

    @Override
    public Set<String> types() {
        return Set.of(POSTED, EDITED, RESTORED, HIDDEN, REMOVED, JOINED, LEFT);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return switch (event.type()) {
            case HIDDEN, REMOVED -> gone(json.read(event, Post.class));
            case JOINED -> joined(json.read(event, Meetup.class), event);
            case LEFT -> left(json.read(event, Meetup.class));
            default -> readable(json.read(event, Post.class), event);
        };
    }

    private Mono<Void> readable(Post post, Event event) {
        UUID author = post.authorId();
        UUID place = post.placeId();
        return author == null || place == null
                ? gone(post)
                : ledger.hear(
                        new Feedback(
                                post.id(),
                                author,
                                FeedbackType.SHARE,
                                place,
                                event.time(),
                                null,
                                null),
                        new Source(FROM_POST, event.time(), post.id()));
    }

    private Mono<Void> gone(Post post) {
        return ledger.withdrawFrom(FROM_POST, post.id());
    }

    private Mono<Void> joined(Meetup meetup, Event event) {
        UUID place = meetup.placeId();
        return place == null
                ? Mono.empty()
                : ledger.hear(
                        new Feedback(
                                event.id(),
                                meetup.userId(),
                                FeedbackType.BOOKMARK,
                                place,
                                event.time(),
                                null,
                                null),
                        new Source(FROM_MEETUP, event.time(), meetup.postId()));
    }

    private Mono<Void> left(Meetup meetup) {
        return ledger.withdrawBookmarksBy(meetup.userId(), meetup.postId(), FROM_MEETUP);
    }

    record Post(UUID id, @Nullable UUID authorId, @Nullable UUID placeId) {}

    record Meetup(UUID postId, UUID userId, @Nullable UUID placeId) {}
}
