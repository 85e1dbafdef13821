package io.maltan.recommendation.feedback;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/recommendations/feedback")
class FeedbackController {

    private static final int MOST = 500;
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    private final FeedbackIntake intake;
    private final FeedbackRules rules;
    private final Clock clock;

    FeedbackController(FeedbackIntake intake, FeedbackRules rules, Clock clock) {
        this.intake = intake;
        this.rules = rules;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Receipt> give(
            @Valid @RequestBody FeedbackBatch batch, @WithRole(Role.GUEST) Caller caller) {
        Sorted sorted = sort(batch.events(), caller.id());
        return intake.give(caller.id(), List.copyOf(sorted.valid.values()))
                .map(fresh -> sorted.receipt(fresh.size()));
    }

    private Sorted sort(List<@Nullable SubmittedFeedback> events, UUID userId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Sorted sorted = new Sorted();
        int order = 0;
        for (SubmittedFeedback submitted : events) {
            if (submitted == null) {
                sorted.rejected.add(new Rejection(null, "invalid_event"));
            } else {
                sorted.add(
                        submitted,
                        rules.check(submitted, userId, now.plus(order++, ChronoUnit.MICROS)));
            }
        }
        return sorted;
    }

    @DeleteMapping("/{eventId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> withdraw(@PathVariable UUID eventId, @WithRole(Role.GUEST) Caller caller) {
        return intake.withdraw(caller.id(), eventId);
    }

    @GetMapping
    Mono<Page<FeedbackView>> list(PageRequest page, @WithRole(Role.GUEST) Caller caller) {
        Cursor cursor = page.cursor();
        Instant before = cursor == null ? FAR_FUTURE : cursor.instant(0);
        UUID beforeEvent = cursor == null ? LAST : cursor.uuid(1);
        return intake.list(caller.id(), before, beforeEvent, page.limitPlusOne())
                .collectList()
                .map(read -> Page.of(read, page.limit(), FeedbackController::cursorAfter))
                .map(found -> found.map(FeedbackView::of));
    }

    private static Cursor cursorAfter(Feedback last) {
        return Cursor.of(last.at(), last.eventId());
    }

    record FeedbackBatch(
            @NotNull @Size(min = 1, max = MOST) List<@Nullable SubmittedFeedback> events) {}

    record Receipt(int accepted, int duplicates, List<Rejection> rejected) {}

    record Rejection(@Nullable String id, String code) {}

    record FeedbackView(
            UUID id,
            String type,
            UUID placeId,
            Instant at,
            @Nullable Double value,
            @Nullable UUID recommendationId) {

        static FeedbackView of(Feedback feedback) {
            return new FeedbackView(
                    feedback.eventId(),
                    feedback.type().code(),
                    feedback.placeId(),
                    feedback.at(),
                    feedback.value(),
                    feedback.recommendationId());
        }
    }

    private static final class Sorted {

        private final Map<UUID, Feedback> valid = new LinkedHashMap<>();
        private final List<Rejection> rejected = new ArrayList<>();
        private int repeated;

        void add(SubmittedFeedback submitted, FeedbackRules.Checked checked) {
            Feedback feedback = checked.feedback();
            if (feedback == null) {
                rejected.add(new Rejection(submitted.id(), String.valueOf(checked.rejection())));
            } else if (valid.putIfAbsent(feedback.eventId(), feedback) != null) {
                repeated++;
            }
        }

        Receipt receipt(int accepted) {
            return new Receipt(accepted, valid.size() - accepted + repeated, rejected);
        }
    }
}
