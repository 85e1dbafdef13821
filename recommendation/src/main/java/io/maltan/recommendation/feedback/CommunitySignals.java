package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.ErasedPeople;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who writes a post about a place shares it; who joins a meetup at one means to go there. Both say
 * something of the person's own taste, until the post is removed or the meetup left.
 */
@Component
final class CommunitySignals implements EventHandler {

    private static final String POSTED = "post.created";
    private static final String POST_REMOVED = "post.removed";
    private static final String JOINED = "meetup.joined";
    private static final String LEFT = "meetup.left";
    private static final String FROM_POST = "post";
    private static final String FROM_MEETUP = "meetup";

    private final R2dbcFeedback feedback;
    private final Outbox outbox;
    private final EventJson json;
    private final ErasedPeople erased;

    CommunitySignals(R2dbcFeedback feedback, Outbox outbox, EventJson json, ErasedPeople erased) {
        this.feedback = feedback;
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
        return Set.of(POSTED, POST_REMOVED, JOINED, LEFT);
    }

    @Override
    public Mono<Void> handle(Event event) {
        return switch (event.type()) {
            case POSTED -> posted(json.read(event, Post.class), event.time());
            case POST_REMOVED ->
                    withdraw(feedback.withdrawFrom(FROM_POST, json.read(event, Post.class).id()));
            case JOINED -> joined(json.read(event, Meetup.class), event);
            default -> left(json.read(event, Meetup.class));
        };
    }

    private Mono<Void> posted(Post post, Instant at) {
        UUID author = post.authorId();
        UUID place = post.placeId();
        return author == null || place == null
                ? Mono.empty()
                : keep(
                        new Feedback(post.id(), author, FeedbackType.SHARE, place, at, null, null),
                        FROM_POST);
    }

    private Mono<Void> joined(Meetup meetup, Event event) {
        UUID place = meetup.placeId();
        return place == null
                ? Mono.empty()
                : keep(
                        new Feedback(
                                event.id(),
                                meetup.userId(),
                                FeedbackType.BOOKMARK,
                                place,
                                event.time(),
                                null,
                                null),
                        FROM_MEETUP);
    }

    private Mono<Void> left(Meetup meetup) {
        UUID place = meetup.placeId();
        return place == null
                ? Mono.empty()
                : withdraw(feedback.withdrawBookmark(meetup.userId(), place, FROM_MEETUP));
    }

    private Mono<Void> keep(Feedback given, String source) {
        return erased.contains(given.userId())
                .flatMapMany(gone ->
                        gone
                                ? Flux.empty()
                                : feedback.insert(given.userId(), List.of(given), source))
                .concatMap(kept -> outbox.append(FeedbackEvents.given(kept)))
                .then();
    }

    private Mono<Void> withdraw(Flux<Kept> gone) {
        return gone.concatMap(kept -> outbox.append(FeedbackEvents.withdrawn(kept))).then();
    }

    record Post(UUID id, @Nullable UUID authorId, @Nullable UUID placeId) {}

    record Meetup(UUID postId, UUID userId, @Nullable UUID placeId) {}
}
