package io.maltan.recommendation.feedback;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person did with a place.
 *
 * @param eventId unique among the person's feedback
 * @param value the stars of a rating, 1 to 5
 */
public record Feedback(
        UUID eventId,
        UUID userId,
        FeedbackType type,
        UUID placeId,
        Instant at,
        @Nullable Double value,
        @Nullable UUID recommendationId) {

    private static final double MIDDLE_RATING = 3;

    /** The same, given by another person. */
    Feedback of(UUID person) {
        return person.equals(userId)
                ? this
                : new Feedback(eventId, person, type, placeId, at, value, recommendationId);
    }

    /** What it says about the person's taste: from -1, not this kind, to 1, more of it. */
    public double weight() {
        return type == FeedbackType.RATING
                ? (Objects.requireNonNullElse(value, MIDDLE_RATING) - MIDDLE_RATING) / 2
                : type.weight();
    }

    /**
     * Whether it is a verdict against the place: what else was done there does not make up for it.
     */
    public boolean isRefusal() {
        return type.removesPlace() || (type.isVerdict() && weight() < 0);
    }

    /** Whether it means that the person came and did not regret it. */
    public boolean isPositiveInteraction() {
        return type.isInteraction() && weight() > 0;
    }
}
