package io.maltan.platform.events;

import java.time.Instant;
import java.util.Map;

/**
 * An event that could not be handled, parked with the reason.
 *
 * @param id its position among the dead letters
 * @param stream where it came from
 * @param error what the last attempt failed with
 * @param at when it was parked
 * @param envelope the event's fields as they were received
 */
public record DeadLetter(
        String id, String stream, String error, Instant at, Map<String, String> envelope) {

    public DeadLetter {
        envelope = Map.copyOf(envelope);
    }
}
