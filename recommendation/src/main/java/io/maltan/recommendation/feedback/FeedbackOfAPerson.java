package io.maltan.recommendation.feedback;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a person did with places. */
@Component
final class FeedbackOfAPerson implements PersonalData {

    private final R2dbcFeedback feedback;
    private final FeedbackLedger ledger;

    FeedbackOfAPerson(R2dbcFeedback feedback, FeedbackLedger ledger) {
        this.feedback = feedback;
        this.ledger = ledger;
    }

    @Override
    public String section() {
        return "feedback";
    }

    @Override
    public Flux<?> export(UUID person) {
        return feedback.export(person).map(FeedbackController.FeedbackView::of);
    }

    /** What is held in memory goes when all replicas hear that it was done: see FeedbackTail. */
    @Override
    public Mono<Void> erase(UUID person) {
        return ledger.erase(person);
    }
}
