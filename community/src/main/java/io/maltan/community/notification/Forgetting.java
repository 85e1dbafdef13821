package io.maltan.community.notification;

import io.maltan.community.sql.DatabaseLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Removes notifications that nobody looks for any more. */
@Component
class Forgetting {

    private static final Duration KEPT = Duration.ofDays(90);

    private final R2dbcNotifications notifications;
    private final Duration timeLimit;

    Forgetting(R2dbcNotifications notifications, DatabaseLimit limit) {
        this.notifications = notifications;
        this.timeLimit = limit.limit();
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forget() {
        return Mono.defer(() -> notifications.removeSome(Instant.now().minus(KEPT)))
                .timeout(timeLimit)
                .repeat()
                .takeWhile(removed -> removed > 0)
                .then();
    }
}
