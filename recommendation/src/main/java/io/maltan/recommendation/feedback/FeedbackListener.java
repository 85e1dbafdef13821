package io.maltan.recommendation.feedback;

import java.util.UUID;

/**
 * Hears about feedback of anybody on any replica, after it was committed. It may hear the same
 * twice; must be cheap.
 */
public interface FeedbackListener {

    default void given(Feedback feedback) {}

    default void withdrawn(UUID userId, UUID eventId) {}

    /** More about a person changed than can be told in single events. */
    default void changed(UUID userId) {}

    /** Events were missed: whatever was derived from them is out of date. */
    default void missed() {}
}
