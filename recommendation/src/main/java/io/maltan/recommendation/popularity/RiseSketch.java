package io.maltan.recommendation.popularity;

import io.maltan.recommendation.feedback.VisitBlock;
import it.unimi.dsi.fastutil.HashCommon;

/**
 * How many come to each place, with decay: one count that halves within a day, one within a week,
 * and one within four weeks, which is the place's own past.
 *
 * <p>Bounded: buckets of eight places, and where a ninth comes, the quietest is forgotten, as in
 * Space-Saving (Metwally, Agrawal, El Abbadi 2005) but without handing its count on. One thread
 * changes it at a time; who reads meanwhile may see a count half changed, once.
 */
final class RiseSketch {

    private static final int WAYS = 8;
    private static final double BLOCKS_A_DAY = 24.0 / VisitBlock.HOURS;
    private static final double PAST_HALF_LIFE = 28 * BLOCKS_A_DAY;

    /** What lies further back says nothing any more. */
    static final int MEMORY_DAYS = 84;

    private static final int MEMORY_BLOCKS = (int) (MEMORY_DAYS * BLOCKS_A_DAY);

    /** The past as it weighs when only so much of it is remembered. */
    private static final double DAYS_OF_PAST = 28 * (1 - Math.pow(2, -MEMORY_DAYS / 28.0));

    /** So that a few visits to a place that nobody knows are not yet much of a rise. */
    private static final double QUIET = 0.5;

    /**
     * One person alone is no rise: their visits that count lie two weeks apart, so that within the
     * longer window they come to 4/3 at most.
     */
    private static final double FEWEST = 1.4;

    private static final double[] PAST_DECAY = decays(PAST_HALF_LIFE);
    private static final double[] DAY_DECAY = decays(Window.DAY.halfLifeDays() * BLOCKS_A_DAY);
    private static final double[] WEEK_DECAY = decays(Window.WEEK.halfLifeDays() * BLOCKS_A_DAY);

    private final int mask;
    private final int[] places;
    private final int[] blocks;
    private final double[] day;
    private final double[] week;
    private final double[] past;

    /**
     * An empty one.
     *
     * @param buckets of eight places; a power of two
     */
    RiseSketch(int buckets) {
        this.mask = buckets - 1;
        this.places = new int[buckets * WAYS];
        this.blocks = new int[buckets * WAYS];
        this.day = new double[buckets * WAYS];
        this.week = new double[buckets * WAYS];
        this.past = new double[buckets * WAYS];
    }

    private static double[] decays(double halfLife) {
        double[] decays = new double[MEMORY_BLOCKS + 1];
        for (int age = 0; age < decays.length; age++) {
            decays[age] = Math.exp(-Math.log(2) * age / halfLife);
        }
        return decays;
    }

    private static double decay(double[] decays, int age) {
        return age >= decays.length ? 0 : decays[Math.max(0, age)];
    }

    /** Counts people who came to a place, or takes them off again. */
    synchronized void add(int place, int block, double people) {
        int known = find(place);
        int at = known >= 0 ? known : takeSlot(place, block);
        if (block > blocks[at]) {
            advance(at, block);
        }
        int age = blocks[at] - block;
        day[at] += people * decay(DAY_DECAY, age);
        week[at] += people * decay(WEEK_DECAY, age);
        past[at] += people * decay(PAST_DECAY, age);
    }

    private void advance(int at, int block) {
        int passed = block - blocks[at];
        day[at] *= decay(DAY_DECAY, passed);
        week[at] *= decay(WEEK_DECAY, passed);
        past[at] *= decay(PAST_DECAY, passed);
        blocks[at] = block;
    }

    private int takeSlot(int place, int block) {
        int first = bucket(place);
        int quietest = first;
        double least = Double.MAX_VALUE;
        for (int at = first; at < first + WAYS; at++) {
            double held = places[at] == 0 ? -1 : past[at] * decay(PAST_DECAY, block - blocks[at]);
            if (held < least) {
                least = held;
                quietest = at;
            }
        }
        places[quietest] = 0;
        day[quietest] = 0;
        week[quietest] = 0;
        past[quietest] = 0;
        blocks[quietest] = block;
        places[quietest] = place + 1;
        return quietest;
    }

    private int bucket(int place) {
        return (HashCommon.mix(place) & mask) * WAYS;
    }

    private int find(int place) {
        int first = bucket(place);
        for (int at = first; at < first + WAYS; at++) {
            if (places[at] == place + 1) {
                return at;
            }
        }
        return -1;
    }

    /** Whether people who came to a place are counted. */
    boolean knows(int place) {
        return find(place) >= 0;
    }

    /**
     * How far a place's present rate, in people a day, stands above its ordinary one, in
     * deviations; 0 where it does not.
     */
    double rise(int place, Window window, int now) {
        int at = find(place);
        return at < 0 ? 0 : riseAt(at, window, now);
    }

    private double riseAt(int at, Window window, int now) {
        int age = now - blocks[at];
        double recent =
                window == Window.DAY
                        ? day[at] * decay(DAY_DECAY, age)
                        : week[at] * decay(WEEK_DECAY, age);
        if (recent < FEWEST) {
            return 0;
        }
        double rate = perDay(recent, window.halfLifeDays());
        double before = past[at] * decay(PAST_DECAY, age) - recent;
        double daysBefore = DAYS_OF_PAST - window.halfLifeDays();
        double ordinary = Math.max(0, perDay(before, daysBefore));
        return Math.max(0, (rate - ordinary) / Math.sqrt(ordinary + QUIET));
    }

    private static double perDay(double decayed, double halfLifeDays) {
        return decayed * Math.log(2) / halfLifeDays;
    }

    /** Hands on every place that is above its own past. */
    void rising(Window window, int now, Popularity.RiseAction action) {
        for (int at = 0; at < places.length; at++) {
            int place = places[at] - 1;
            if (place >= 0) {
                double rise = riseAt(at, window, now);
                if (rise > 0) {
                    action.accept(place, rise);
                }
            }
        }
    }

    long bytes() {
        return places.length * 32L;
    }
}
