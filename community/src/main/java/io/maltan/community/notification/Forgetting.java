package io.maltan.community.notification;

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

    Forgetting(R2dbcNotifications notifications) {
        this.notifications = notifications;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forget() {
        return Mono.defer(() -> notifications.removeSome(Instant.now().minus(KEPT)))
                .repeat()
                .takeWhile(removed -> removed > 0)
                .then();
    }
}
