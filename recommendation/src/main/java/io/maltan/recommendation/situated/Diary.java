package io.maltan.recommendation.situated;

/** Who went where and when, each person's visits in the order of time, repeated ones too. */
public interface Diary {

    /** The time of visits whose time is not known. */
    long UNKNOWN = Long.MIN_VALUE;

    int people();

    int visits(int person);

    int place(int person, int visit);

    /** In seconds since 1970. */
    long second(int person, int visit);

    /** The visits of each person before the last of them. */
    static Diary earlier(Diary all, double share) {
        return new Diary() {
            @Override
            public int people() {
                return all.people();
            }

            @Override
            public int visits(int person) {
                return kept(all.visits(person), share);
            }

            @Override
            public int place(int person, int visit) {
                return all.place(person, visit);
            }

            @Override
            public long second(int person, int visit) {
                return all.second(person, visit);
            }
        };
    }

    /** How many of some visits belong to so large a share of them. */
    static int kept(int visits, double share) {
        return (int) Math.round(visits * share);
    }
}
