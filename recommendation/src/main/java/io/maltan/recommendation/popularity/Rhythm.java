package io.maltan.recommendation.popularity;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * When people go to places of each category: counts by the quarter of the day, working days and
 * weekends apart.
 */
final class Rhythm {

    /** Six hours long, on working days and on weekends. */
    private static final int SLOTS = 8;

    private static final int SLOTS_A_DAY = SLOTS / 2;
    private static final int MINUTES_OF_SLOT = 360;
    private static final int MINUTES_OF_DAY = 1_440;
    private static final int FRIDAY = 4;

    /** So many visits at their usual hours are taken for granted: a few say next to nothing. */
    private static final double DOUBT = 20;

    private static final int MOST_CATEGORIES = 2_048;

    private final AtomicIntegerArray counts = new AtomicIntegerArray((MOST_CATEGORIES + 1) * SLOTS);
    private final AtomicIntegerArray totals = new AtomicIntegerArray(MOST_CATEGORIES + 1);

    void add(int category, int minuteOfWeek, int people) {
        int row = row(category);
        int slot = slot(minuteOfWeek);
        counts.addAndGet(row * SLOTS + slot, people);
        counts.addAndGet(MOST_CATEGORIES * SLOTS + slot, people);
        totals.addAndGet(row, people);
        totals.addAndGet(MOST_CATEGORIES, people);
    }

    private static int row(int category) {
        return Math.min(category, MOST_CATEGORIES - 1);
    }

    private static int slot(int minuteOfWeek) {
        boolean weekend = minuteOfWeek / MINUTES_OF_DAY > FRIDAY;
        int ofDay = minuteOfWeek % MINUTES_OF_DAY / MINUTES_OF_SLOT;
        return weekend ? SLOTS_A_DAY + ofDay : ofDay;
    }

    /**
     * Whether it is the hour of a category: from -1, people rather go at other times, to 1. It is
     * compared with when people go anywhere, and nearly 0 as long as little is known.
     */
    double timeliness(int category, int minuteOfWeek) {
        int row = row(category);
        int slot = slot(minuteOfWeek);
        int all = totals.get(MOST_CATEGORIES);
        int own = totals.get(row);
        if (all == 0 || own == 0) {
            return 0;
        }
        double usual = (counts.get(MOST_CATEGORIES * SLOTS + slot) + 1.0) / (all + SLOTS);
        double expected = own * usual;
        double came = counts.get(row * SLOTS + slot);
        return Math.clamp(Math.log((came + DOUBT) / (expected + DOUBT)), -1, 1);
    }
}
