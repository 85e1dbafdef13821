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
    static final String VISITS_CHANGED = "visits.changed";

    /** This service's answer that a person is erased, which commits with the erasure. */
    static final String ERASED = "user.erased";

    private FeedbackEvents() {}

    static NewEvent given(UUID origin, List<Feedback> given, List<VisitChange> visits) {
        return told(GIVEN, origin, given, visits);
    }

    static NewEvent withdrawn(UUID origin, List<Feedback> gone, List<VisitChange> visits) {
        return told(WITHDRAWN, origin, gone, visits);
    }

    private static NewEvent told(
            String type, UUID origin, List<Feedback> feedback, List<VisitChange> visits) {
        UUID userId = feedback.getFirst().userId();
        List<Item> items = feedback.stream().map(Item::of).toList();
        return new NewEvent(type, userId.toString(), new Told(origin, userId, items, visits));
    }

    /** Says how many came, but not who. */
    static NewEvent visitsChanged(UUID origin, List<VisitChange> visits) {
        return new NewEvent(
                VISITS_CHANGED, Ids.next().toString(), new VisitsChanged(origin, visits));
    }

    /** Everything that is known about a person has to be read anew. */
    public static NewEvent profileChanged(UUID userId) {
        return new NewEvent(PROFILE_CHANGED, userId.toString(), new ProfileChanged(userId));
    }

    /**
     * Feedback of one person, given or withdrawn together.
     *
     * @param origin the replica that took it in, which heard of it there and then
     * @param visits what it changes in the count of who came where
     */
    record Told(UUID origin, UUID userId, List<Item> feedback, List<VisitChange> visits) {

        Told {
            feedback = List.copyOf(feedback);
            visits = List.copyOf(visits);
        }

        List<Feedback> ofThePerson() {
            return feedback.stream().map(item -> item.of(userId)).toList();
        }
    }

    /** Feedback as it travels. */
    record Item(UUID eventId, String type, UUID placeId, Instant at, @Nullable Double value) {

        static Item of(Feedback feedback) {
            return new Item(
                    feedback.eventId(),
                    feedback.type().code(),
                    feedback.placeId(),
                    feedback.at(),
                    feedback.value());
        }

        Feedback of(UUID userId) {
            FeedbackType known =
                    FeedbackType.ofCode(type)
                            .orElseThrow(() -> new IllegalArgumentException("type " + type));
            return new Feedback(eventId, userId, known, placeId, at, value, null);
        }
    }

    record VisitsChanged(UUID origin, List<VisitChange> visits) {

        VisitsChanged {
            visits = List.copyOf(visits);
        }
    }

    /** A person of whom everything has to be read anew, or who is gone. */
    record ProfileChanged(UUID userId) {}
}
