package io.maltan.recommendation.feedback;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who tells of feedback.
 *
 * @param name what its rows are known by
 * @param toldAt when it was told
 * @param reference what it follows from there, where that has an id of its own
 */
record Source(String name, Instant toldAt, @Nullable UUID reference) {

    static final String CLIENT = "client";

    /** When something happened is the teller's word: what is older than this is history. */
    private static final Duration NEWS = Duration.ofHours(6);

    static Source client(Instant now) {
        return new Source(CLIENT, now, null);
    }

    /** What happened before this is told too late to count for what is popular now or rising. */
    Instant newsSince() {
        return toldAt.minus(NEWS);
    }
}
