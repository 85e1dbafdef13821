package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Derives tastes without a server. */
public final class Tasters {

    private static final HistoryBounds BOUNDS = new HistoryBounds(400);

    private Tasters() {}

    public static Tastes tastes(PlaceIndex places) {
        return new Tastes(
                places,
                new ProfileProperties(
                        1_000,
                        Duration.ofMinutes(1),
                        400,
                        Duration.ofDays(30),
                        Duration.ofHours(6)));
    }

    public static Person after(Person person, Feedback event) {
        return person.with(List.of(event), BOUNDS);
    }

    public static Person withdrawn(Person person, UUID eventId) {
        return person.without(Set.of(eventId));
    }
}
