package io.maltan.recommendation.feedback;

import java.time.Instant;

/** Six hours: how finely it is remembered when people came. */
public final class VisitBlock {

    public static final int HOURS = 6;

    private static final long SECONDS = HOURS * 3_600L;

    private VisitBlock() {}

    /** The number of the block that a moment lies in. */
    public static int of(Instant at) {
        return (int) Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** The moment at which a block begins. */
    public static Instant startOf(int block) {
        return Instant.ofEpochSecond(block * SECONDS);
    }

    /** The moment in the middle of a block. */
    public static Instant middleOf(int block) {
        return startOf(block).plusSeconds(SECONDS / 2);
    }
}
