package io.maltan.recommendation.profile;

import io.maltan.platform.events.Outbox;
import io.maltan.recommendation.feedback.FeedbackEvents;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has what is known of a person's followers read anew. */
@Component
final class Followers {

    private static final int MOST_TOLD = 500;
    private static final int TOLD_AT_ONCE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final R2dbcFollowing rows;
    private final Outbox outbox;

    Followers(R2dbcFollowing rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    /** So many of them as is reasonable, the latest. */
    Mono<Void> tell(UUID followee) {
        return rows.latestFollowers(followee, MOST_TOLD).collectList().flatMap(this::append);
    }

    /** However many there are: what they know is to be gone. */
    Mono<Void> tellAll(UUID followee) {
        return followersAfter(followee, FIRST)
                .expand(told ->
                        told.size() < TOLD_AT_ONCE
                                ? Mono.empty()
                                : followersAfter(followee, told.getLast()))
                .concatMap(this::append, 1)
                .then();
    }

    private Mono<List<UUID>> followersAfter(UUID followee, UUID follower) {
        return rows.followersAfter(followee, follower, TOLD_AT_ONCE).collectList();
    }

    private Mono<Void> append(List<UUID> people) {
        return people.isEmpty()
                ? Mono.empty()
                : outbox.append(people.stream().map(FeedbackEvents::profileChanged).toList());
    }
}
