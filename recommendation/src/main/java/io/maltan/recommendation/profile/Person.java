package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The same person after more feedback; one event counts once, in its latest form. */
    Person with(List<Feedback> given, HistoryBounds bounds) {
        Map<UUID, Feedback> byId = new LinkedHashMap<>();
        history.forEach(known -> byId.put(known.eventId(), known));
        given.forEach(fresh -> byId.put(fresh.eventId(), fresh));
        List<Feedback> longer = new ArrayList<>(byId.values());
        longer.sort(NEWEST_FIRST);
        return new Person(bounds.within(longer), preferences, followed);
    }

    /** The same person as if events had never been. */
    Person without(Set<UUID> eventIds) {
        List<Feedback> left =
                history.stream().filter(known -> !eventIds.contains(known.eventId())).toList();
        return left.size() == history.size() ? this : new Person(left, preferences, followed);
    }
}
