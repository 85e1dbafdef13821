package io.maltan.recommendation.profile;

import io.maltan.platform.events.Outbox;
import io.maltan.recommendation.feedback.FeedbackEvents;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has what is known of a person's followers read anew, of so many of them as is reasonable. */
@Component
final class Followers {

    private static final int MOST_TOLD = 500;

    private final R2dbcFollowing rows;
    private final Outbox outbox;

    Followers(R2dbcFollowing rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    Mono<Void> tell(UUID followee) {
        return rows.followers(followee, MOST_TOLD)
                .map(FeedbackEvents::profileChanged)
                .collectList()
                .flatMap(events -> events.isEmpty() ? Mono.empty() : outbox.append(events));
    }
}
