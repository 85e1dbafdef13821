package io.maltan.recommendation.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * Hears about feedback of anybody on any replica, after it was committed; must be cheap. Rarely it
 * hears the same twice.
 */
public interface FeedbackListener {

    default void given(Feedback feedback) {}

    default void withdrawn(Feedback feedback) {}

    /**
     * More people came to a place, or fewer; each of them counts once within a {@link VisitBlock}.
     *
     * @param people negative where visits were taken back
     */
    default void counted(UUID placeId, Instant at, int people) {}

    /** More about a person changed than can be told in single events. */
    default void changed(UUID userId) {}

    /** Events were missed: whatever was derived from them is out of date. */
    default void missed() {}
}
