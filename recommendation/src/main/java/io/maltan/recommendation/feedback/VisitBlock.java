package io.maltan.recommendation.feedback;

import java.time.Instant;

/**
 * Six hours. However much a person does with a place within one, it counts as one visit: nobody
 * makes a place popular alone.
 */
public final class VisitBlock {

    public static final int HOURS = 6;

    /** The same as SQL. */
    static final String OF_AT = "floor(extract(epoch from at) / 21600)";

    private static final long SECONDS = HOURS * 3_600L;

    private VisitBlock() {}

    /** The number of the block that a moment lies in. */
    public static int of(Instant at) {
        return (int) Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** The moment in the middle of a block. */
    public static Instant middleOf(int block) {
        return Instant.ofEpochSecond(block * SECONDS + SECONDS / 2);
    }
}
