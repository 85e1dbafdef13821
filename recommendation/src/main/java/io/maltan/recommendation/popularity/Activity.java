package io.maltan.recommendation.popularity;

/**
 * What happened at a place, counted with decay: an event counts half after a window's half-life.
 *
 * @param day the count that forgets within days
 * @param week the count that forgets within weeks
 * @param past the count that remembers for months: the place's own ordinary
 * @param second the moment that the counts stand for
 */
record Activity(double day, double week, double past, long second) {

    static final Activity NONE = new Activity(0, 0, 0, 0);

    private static final double SECONDS_OF_DAY = 86_400;
    private static final double PAST_HALF_LIFE = 28 * SECONDS_OF_DAY;

    /** So that one visit to a place that nobody knows is not yet a rise. */
    private static final double QUIET = 0.5;

    /** The counts with an event added, or taken off again; it may be older than they are. */
    Activity with(long eventSecond, int by) {
        Activity base = eventSecond > second ? at(eventSecond) : this;
        double age = (double) base.second - eventSecond;
        return new Activity(
                base.day + by * decay(age, Window.DAY.halfLifeSeconds()),
                base.week + by * decay(age, Window.WEEK.halfLifeSeconds()),
                base.past + by * decay(age, PAST_HALF_LIFE),
                base.second);
    }

    private Activity at(long later) {
        double passed = (double) later - second;
        return new Activity(
                day * decay(passed, Window.DAY.halfLifeSeconds()),
                week * decay(passed, Window.WEEK.halfLifeSeconds()),
                past * decay(passed, PAST_HALF_LIFE),
                later);
    }

    /** How far its present rate, in events a day, stands above its ordinary one, in deviations. */
    double rise(Window window, long now) {
        Activity present = now > second ? at(now) : this;
        double recent = window == Window.DAY ? present.day : present.week;
        double rate = perDay(recent, window.halfLifeSeconds());
        double ordinary = Math.max(0, perDay(present.past, PAST_HALF_LIFE));
        return (rate - ordinary) / Math.sqrt(ordinary + QUIET);
    }

    private static double perDay(double decayed, double halfLife) {
        return decayed * Math.log(2) / (halfLife / SECONDS_OF_DAY);
    }

    private static double decay(double seconds, double halfLife) {
        return Math.exp(-Math.log(2) * seconds / halfLife);
    }
}
