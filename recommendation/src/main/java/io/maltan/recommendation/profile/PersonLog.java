package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import java.util.List;

/**
 * What a person did, with all that is known of it, the newest first, and what they prefer. Unlike a
 * {@link Person} it tells by which list each event came about, and is not kept.
 */
public record PersonLog(List<Feedback> events, Preferences preferences) {

    public PersonLog {
        events = List.copyOf(events);
    }
}
