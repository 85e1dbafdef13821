package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a history tells the taste, the same whether it is read from the rows or kept up in
 * memory.
 *
 * @param most how many events, beside all removals within reason; as many impressions
 */
record HistoryBounds(int most) {

    /** How long having been shown a place says anything. */
    static final Duration IMPRESSIONS_COUNT_FOR = Duration.ofDays(2);

    /** However old they are, what was removed does not come back. */
    static final int REMOVALS = 2_000;

    /** Of a history, the newest first, what is within the bounds. */
    List<Feedback> within(List<Feedback> history) {
        Count count = new Count();
        List<Feedback> within = new ArrayList<>(history.size());
        for (Feedback feedback : history) {
            if (count.isWithin(feedback.type())) {
                within.add(feedback);
            }
        }
        return within;
    }

    /** Whether the rows may have more than a history that was cut to the bounds. */
    boolean areReached(List<Feedback> history) {
        Count count = new Count();
        history.forEach(feedback -> count.add(feedback.type()));
        return count.events >= most || count.removals >= REMOVALS || count.impressions >= most;
    }

    private final class Count {

        private int events;
        private int removals;
        private int impressions;

        boolean isWithin(FeedbackType type) {
            add(type);
            return type == FeedbackType.IMPRESSION
                    ? impressions <= most
                    : events <= most || (type.removesPlace() && removals <= REMOVALS);
        }

        void add(FeedbackType type) {
            if (type == FeedbackType.IMPRESSION) {
                impressions++;
            } else {
                events++;
            }
            if (type.removesPlace()) {
                removals++;
            }
        }
    }
}
