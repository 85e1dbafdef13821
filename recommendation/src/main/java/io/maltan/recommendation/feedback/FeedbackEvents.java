package io.maltan.recommendation.feedback;

import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of {@code events:feedback}. */
public final class FeedbackEvents {

    static final String GIVEN = "feedback.given";
    static final String WITHDRAWN = "feedback.withdrawn";
    static final String PROFILE_CHANGED = "profile.changed";

    private FeedbackEvents() {}

    static NewEvent given(Feedback feedback) {
        return new NewEvent(GIVEN, feedback.userId().toString(), Given.of(feedback));
    }

    /** Tells all that was given, so that who counted it can count it off. */
    static NewEvent withdrawn(Feedback feedback) {
        return new NewEvent(WITHDRAWN, feedback.userId().toString(), Given.of(feedback));
    }

    /** Everything that is known about a person has to be read anew. */
    public static NewEvent profileChanged(UUID userId) {
        return new NewEvent(PROFILE_CHANGED, userId.toString(), new ProfileChanged(userId));
    }

    record Given(
            UUID eventId,
            UUID userId,
            String type,
            UUID placeId,
            Instant at,
            @Nullable Double value) {

        static Given of(Feedback feedback) {
            return new Given(
                    feedback.eventId(),
                    feedback.userId(),
                    feedback.type().code(),
                    feedback.placeId(),
                    feedback.at(),
                    feedback.value());
        }

        Feedback feedback() {
            FeedbackType known =
                    FeedbackType.ofCode(type)
                            .orElseThrow(() -> new IllegalArgumentException("type " + type));
            return new Feedback(eventId, userId, known, placeId, at, value, null);
        }
    }

    record ProfileChanged(UUID userId) {}
}
