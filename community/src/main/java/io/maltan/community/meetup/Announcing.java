package io.maltan.community.meetup;

import io.maltan.community.meetup.R2dbcAnnouncements.Announcement;
import io.maltan.community.meetup.R2dbcAnnouncements.Listener;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.sql.DatabaseLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Tells everybody in a meetup of what the host has changed: in batches, because thousands do not
 * fit into the transaction of the change, and each once, because the batch and how far it came
 * commit together.
 */
@Component
class Announcing {

    private static final int BATCH = 200;

    private final R2dbcAnnouncements announcements;
    private final Notifier notifier;
    private final TransactionalOperator transactional;
    private final Duration timeLimit;

    Announcing(
            R2dbcAnnouncements announcements,
            Notifier notifier,
            TransactionalOperator transactional,
            DatabaseLimit limit) {
        this.announcements = announcements;
        this.notifier = notifier;
        this.transactional = transactional;
        this.timeLimit = limit.limit();
    }

    @Scheduled(fixedDelay = 300, timeUnit = TimeUnit.MILLISECONDS)
    Mono<Void> announce() {
        return batch().repeat().takeWhile(told -> told).then();
    }

    /** False where there is nothing to tell. */
    private Mono<Boolean> batch() {
        return announcements
                .take()
                .delayUntil(announcement ->
                        announcements
                                .next(announcement, BATCH)
                                .flatMap(listeners -> tell(announcement, listeners)))
                .hasElement()
                .as(transactional::transactional)
                .timeout(timeLimit);
    }

    private Mono<Void> tell(Announcement announcement, List<Listener> listeners) {
        if (listeners.isEmpty()) {
            return announcements.remove(announcement);
        }
        return notifier.tell(listeners.stream().map(to -> notice(announcement, to)).toList())
                .then(announcements.reached(announcement, listeners.getLast().arrival()));
    }

    private static Notice notice(Announcement announcement, Listener listener) {
        return Notice.meetup(announcement.kind(), listener.personId(), null, announcement.postId());
    }
}
