package io.maltan.place.search;

/**
 * How well a place answers words, as numbers of which the smallest is the best. A cursor keeps
 * them, so they tell what is rare, what a walk found of what is common, and what is merely alike.
 */
final class Rank {

    /** The words are a name. */
    static final double IS_NAME = 0;

    /** Of what is common, the same. */
    static final double WHOLE = 0.5;

    static final double BEGINS_NAME = 1;

    /** A name begins so, and nothing else is told apart. */
    static final double BEGUN = 1.5;

    /** The words end a name: 한옥마을 is 북촌한옥마을 rather than what is named after that. */
    static final double ENDS_NAME = 2;

    /** One name begins with the first word and ends with the last: 국립중앙박물관 for 국립 박물관. */
    static final double FRAMES_NAME = 2.125;

    static final double IN_NAME = 2.25;

    /** Of what is common, in a name. */
    static final double NAMED_SO = 2.5;

    /** All words are somewhere, and the place is of the kind that one of them names. */
    static final double OF_KIND = 2.75;

    static final double SOMEWHERE = 3;

    /** Of what is common, not in a name. */
    static final double ELSEWHERE = 3.5;

    /** From here on the words are not there as they were typed. */
    static final double MISSPELT_FROM = 5;

    /** A whole name but for one key; behind it a whole name but for two neighbours. */
    static final double LIKE_WHOLE = MISSPELT_FROM;

    static final double LESS_LIKE_WHOLE = 5.5;

    /** What is like the words, but no whole name. */
    static final double PARTLY_ALIKE = 6;

    /** Like it, in the order of a walk. */
    static final double LIKE_IT = 12;

    private Rank() {}

    /** Whether a rank is one of those that a walk gives. */
    static boolean isOfWalk(double rank) {
        return rank == WHOLE || rank == NAMED_SO || rank == ELSEWHERE;
    }

    /** Whether a name is, or begins with, what was typed. */
    static boolean isBegun(double rank) {
        return rank <= BEGUN;
    }
}
