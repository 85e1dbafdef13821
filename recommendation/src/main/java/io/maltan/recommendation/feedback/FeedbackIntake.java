package io.maltan.recommendation.feedback;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.problem.Unauthorised;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes people's feedback in and back; it counts on their next request. */
@Service
public class FeedbackIntake {

    private final FeedbackLedger ledger;
    private final R2dbcFeedback feedback;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final FeedbackAnnouncements announcements;
    private final Clock clock;

    FeedbackIntake(
            FeedbackLedger ledger,
            R2dbcFeedback feedback,
            Outbox outbox,
            TransactionalOperator transactional,
            FeedbackAnnouncements announcements,
            Clock clock) {
        this.ledger = ledger;
        this.feedback = feedback;
        this.outbox = outbox;
        this.transactional = transactional;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Keeps what is not known yet, and answers with it; 401 where the account is no more. */
    Mono<List<Feedback>> give(UUID userId, List<Feedback> given) {
        return ledger.give(userId, given, Source.client(clock.instant()))
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")))
                .as(transactional::transactional);
    }

    /** Takes one back, and its influence with it. */
    Mono<Void> withdraw(UUID userId, UUID eventId) {
        return ledger.retract(userId, eventId)
                .switchIfEmpty(Mono.error(() -> new FeedbackNotFound(eventId)))
                .as(transactional::transactional)
                .then();
    }

    /** Deletes everything that a person gave. */
    public Mono<Void> forget(UUID userId) {
        return ledger.erase(userId)
                .then(outbox.append(FeedbackEvents.profileChanged(userId)))
                .as(transactional::transactional)
                .then(Mono.fromRunnable(() -> announcements.changed(userId)));
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
