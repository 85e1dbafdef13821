package io.maltan.recommendation.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hears about feedback of anybody on any replica, after it was committed; must be cheap. Rarely it
 * hears the same twice.
 */
public interface FeedbackListener {

    default void given(Feedback feedback) {}

    default void withdrawn(Feedback feedback) {}

    /** What a person gave at once; one after the other, unless all of it is taken in together. */
    default void given(UUID userId, List<Feedback> feedback) {
        feedback.forEach(this::given);
    }

    /** What of a person's was taken back at once. */
    default void withdrawn(UUID userId, List<Feedback> feedback) {
        feedback.forEach(this::withdrawn);
    }

    /**
     * More people came to a place, or fewer; visits of one person that lie less than two weeks
     * apart are one.
     *
     * @param people negative where visits were taken back
     */
    default void counted(UUID placeId, Instant at, int people) {}

    /** More about a person changed than can be told in single events. */
    default void changed(UUID userId) {}

    /** Events were missed: whatever was derived from them is out of date. */
    default void missed() {}
}
