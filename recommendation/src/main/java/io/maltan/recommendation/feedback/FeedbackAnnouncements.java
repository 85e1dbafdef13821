package io.maltan.recommendation.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells the listeners of this replica. What was given here is heard here at once, and once more
 * when its event comes back: that second time it is passed over.
 */
@Component
final class FeedbackAnnouncements {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(2);

    private final ObjectProvider<FeedbackListener> listeners;
    private final Cache<FeedbackEvents.Given, Boolean> told = remembered();
    private final Cache<FeedbackEvents.Given, Boolean> takenBack = remembered();

    FeedbackAnnouncements(ObjectProvider<FeedbackListener> listeners) {
        this.listeners = listeners;
    }

    private static Cache<FeedbackEvents.Given, Boolean> remembered() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED_FOR)
                .build();
    }

    private static boolean isFirst(
            Cache<FeedbackEvents.Given, Boolean> told, FeedbackEvents.Given event) {
        return told.asMap().putIfAbsent(event, true) == null;
    }

    void given(Kept kept) {
        if (isFirst(told, FeedbackEvents.Given.of(kept))) {
            each(listener -> listener.given(kept.feedback()));
            count(kept, 1);
        }
    }

    void withdrawn(Kept kept) {
        if (isFirst(takenBack, FeedbackEvents.Given.of(kept))) {
            each(listener -> listener.withdrawn(kept.feedback()));
            count(kept, -1);
        }
    }

    private void count(Kept kept, int people) {
        if (kept.counts()) {
            Feedback feedback = kept.feedback();
            each(listener -> listener.counted(feedback.placeId(), feedback.at(), people));
        }
    }

    void visitsForgotten(List<Visit> visits) {
        visits.forEach(
                visit -> each(listener -> listener.counted(visit.placeId(), visit.at(), -1)));
    }

    void changed(UUID userId) {
        each(listener -> listener.changed(userId));
    }

    void missed() {
        each(FeedbackListener::missed);
    }

    private void each(Consumer<FeedbackListener> action) {
        listeners.orderedStream().forEach(action);
    }
}
