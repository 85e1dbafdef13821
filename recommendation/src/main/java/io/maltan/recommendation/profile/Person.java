package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is known of a person: what they did, the newest first, and what they said.
 *
 * @param history of one person, bounded; what falls out of it stays in the database
 * @param followed places that people whom they follow wrote about in public, and how many did
 */
public record Person(List<Feedback> history, Preferences preferences, Map<UUID, Integer> followed) {

    /** Somebody of whom nothing is known. */
    public static final Person STRANGER = new Person(List.of(), Preferences.NONE);

    private static final int MOST = 4_000;

    /** The order of the rows: to PostgreSQL ids are bytes without a sign. */
    private static final Comparator<UUID> AS_BYTES =
            Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<Feedback> NEWEST_FIRST =
            Comparator.comparing(Feedback::at)
                    .thenComparing(Feedback::eventId, AS_BYTES)
                    .reversed();

    public Person {
        history = PackedHistory.of(history);
        followed = Map.copyOf(followed);
    }

    public Person(List<Feedback> history, Preferences preferences) {
        this(history, preferences, Map.of());
    }

    /** The same person after feedback; one event counts once, in its latest form. */
    Person with(Feedback feedback) {
        if (history.contains(feedback)) {
            return this;
        }
        List<Feedback> longer = new ArrayList<>(history.size() + 1);
        longer.add(feedback);
        history.stream()
                .filter(known -> !known.eventId().equals(feedback.eventId()))
                .forEach(longer::add);
        longer.sort(NEWEST_FIRST);
        return new Person(longer.subList(0, Math.min(MOST, longer.size())), preferences, followed);
    }

    /** The same person as if an event had never been. */
    Person without(UUID eventId) {
        List<Feedback> left =
                history.stream().filter(known -> !known.eventId().equals(eventId)).toList();
        return left.size() == history.size() ? this : new Person(left, preferences, followed);
    }
}
