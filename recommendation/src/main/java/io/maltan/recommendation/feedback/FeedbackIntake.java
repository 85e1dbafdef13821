package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes feedback in and back. What it writes and the event that tells of it commit together;
 * thereupon this replica knows at once and the others by the event.
 */
@Service
public class FeedbackIntake {

    private static final String FROM_CLIENT = "client";
    private static final int VISITS_IN_AN_EVENT = 500;

    private final R2dbcFeedback feedback;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final FeedbackAnnouncements announcements;

    FeedbackIntake(
            R2dbcFeedback feedback,
            Outbox outbox,
            TransactionalOperator transactional,
            FeedbackAnnouncements announcements) {
        this.feedback = feedback;
        this.outbox = outbox;
        this.transactional = transactional;
        this.announcements = announcements;
    }

    /** Keeps what is not known yet, and answers with it. */
    Mono<List<Feedback>> give(UUID userId, List<Feedback> given) {
        return feedback.insert(userId, given, FROM_CLIENT)
                .collectList()
                .flatMap(fresh -> publish(fresh).thenReturn(fresh))
                .as(transactional::transactional)
                .map(this::announce);
    }

    private Mono<Void> publish(List<Kept> fresh) {
        return fresh.isEmpty()
                ? Mono.empty()
                : outbox.append(fresh.stream().map(FeedbackEvents::given).toList());
    }

    private List<Feedback> announce(List<Kept> fresh) {
        fresh.forEach(announcements::given);
        return fresh.stream().map(Kept::feedback).toList();
    }

    /** Takes one back, and its influence with it. */
    Mono<Void> withdraw(UUID userId, UUID eventId) {
        return feedback.withdraw(userId, eventId)
                .switchIfEmpty(Mono.error(() -> new FeedbackNotFound(eventId)))
                .flatMap(gone -> outbox.append(FeedbackEvents.withdrawn(gone)).thenReturn(gone))
                .as(transactional::transactional)
                .map(this::announceWithdrawal)
                .then();
    }

    private UUID announceWithdrawal(Kept gone) {
        announcements.withdrawn(gone);
        return gone.feedback().eventId();
    }

    /** Deletes everything that a person gave. */
    public Mono<Void> forget(UUID userId) {
        return erase(userId)
                .then(outbox.append(FeedbackEvents.profileChanged(userId)))
                .as(transactional::transactional)
                .then(Mono.fromRunnable(() -> announcements.changed(userId)));
    }

    /**
     * Deletes everything that a person gave; each replica hears from the stream which visits count
     * no more. Within the caller's transaction.
     */
    Mono<Void> erase(UUID userId) {
        return feedback.forget(userId)
                .buffer(VISITS_IN_AN_EVENT)
                .concatMap(visits -> outbox.append(FeedbackEvents.visitsForgotten(visits)))
                .then();
    }

    /** What a person gave before a point, the newest first. */
    Flux<Feedback> list(UUID userId, Instant before, UUID beforeEvent, int limit) {
        return feedback.page(userId, before, beforeEvent, limit);
    }

    static final class FeedbackNotFound extends NotFound {

        FeedbackNotFound(UUID id) {
            super("feedback_not_found", id);
        }
    }
}
