package io.maltan.recommendation.feedback;

import io.maltan.platform.events.NewEvent;
import io.maltan.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of {@code events:feedback}. */
public final class FeedbackEvents {

    static final String GIVEN = "feedback.given";
    static final String WITHDRAWN = "feedback.withdrawn";
    static final String PROFILE_CHANGED = "profile.changed";
    static final String VISITS_FORGOTTEN = "visits.forgotten";

    /** This service's answer that a person is erased, which commits with the erasure. */
    static final String ERASED = "user.erased";

    private FeedbackEvents() {}

    static NewEvent given(Kept kept) {
        return new NewEvent(GIVEN, kept.feedback().userId().toString(), Given.of(kept));
    }

    /** Tells all that was given, so that who counted it can count it off. */
    static NewEvent withdrawn(Kept kept) {
        return new NewEvent(WITHDRAWN, kept.feedback().userId().toString(), Given.of(kept));
    }

    /** Says what counts no more, but not whose it was. */
    static NewEvent visitsForgotten(List<Visit> visits) {
        return new NewEvent(VISITS_FORGOTTEN, Ids.next().toString(), new VisitsForgotten(visits));
    }

    /** Everything that is known about a person has to be read anew. */
    public static NewEvent profileChanged(UUID userId) {
        return new NewEvent(PROFILE_CHANGED, userId.toString(), new ProfileChanged(userId));
    }

    /**
     * Feedback as it travels.
     *
     * @param counts whether it is the one that made its person a visitor of the place; absent in
     *     events from before visitors were counted so
     */
    record Given(
            UUID eventId,
            UUID userId,
            String type,
            UUID placeId,
            Instant at,
            @Nullable Double value,
            @Nullable Boolean counts) {

        static Given of(Kept kept) {
            Feedback feedback = kept.feedback();
            return new Given(
                    feedback.eventId(),
                    feedback.userId(),
                    feedback.type().code(),
                    feedback.placeId(),
                    feedback.at(),
                    feedback.value(),
                    kept.counts());
        }

        Kept kept() {
            FeedbackType known =
                    FeedbackType.ofCode(type)
                            .orElseThrow(() -> new IllegalArgumentException("type " + type));
            return new Kept(
                    new Feedback(eventId, userId, known, placeId, at, value, null),
                    Boolean.TRUE.equals(counts));
        }
    }

    record VisitsForgotten(List<Visit> visits) {

        VisitsForgotten {
            visits = List.copyOf(visits);
        }
    }

    /** A person of whom everything has to be read anew, or who is gone. */
    record ProfileChanged(UUID userId) {}
}
