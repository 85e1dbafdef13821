package io.maltan.recommendation.live;

import java.time.Duration;

/**
 * How soon a stream may look again: not more than twice within a period, and four times within four
 * of them. So whoever has just been shown a list and says something about it need not wait, and
 * still no client gets more than four lists a second. Not for several threads.
 */
final class Pace {

    private static final int AT_ONCE = 2;
    private static final int PERIODS = 4;

    private final long period;

    /** When the latest looks were, in nanoseconds. */
    private final long[] looks = new long[PERIODS];

    private int count;

    Pace(Duration period) {
        this.period = period.toNanos();
    }

    /** Notes a look. */
    void looked(long nanos) {
        looks[count++ % PERIODS] = nanos;
    }

    /** How long to wait from now until the next look; zero for not at all. */
    Duration untilNext(long nanos) {
        long wait = Math.max(wait(AT_ONCE, period, nanos), wait(PERIODS, PERIODS * period, nanos));
        return Duration.ofNanos(Math.max(0, wait));
    }

    private long wait(int back, long apart, long nanos) {
        return count < back ? 0 : looks[(count - back) % PERIODS] + apart - nanos;
    }
}
