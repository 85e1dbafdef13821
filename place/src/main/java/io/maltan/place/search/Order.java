package io.maltan.place.search;

/**
 * In which order equally good places stand.
 *
 * @param tie an expression that an index has in this order
 * @param fromCentre whether the selection has a centre, from which distances are told
 * @param steps how many places can be looked at one after the other, in this order, in a few
 *     milliseconds
 */
record Order(String tie, boolean fromCentre, int steps) {

    private static final String REVIEWS = "(-place.rating_count)::double precision";
    private static final int STEPS_BY_TREE = 3_000;
    private static final int STEPS_BY_DISTANCE = 1_500;

    static final Order MOST_REVIEWED = new Order(REVIEWS, false, STEPS_BY_TREE);

    static final Order MOST_REVIEWED_AROUND = new Order(REVIEWS, true, STEPS_BY_TREE);

    /** Among places that an expression has ranked already. */
    static final Order AS_THEY_CAME = new Order("0", false, STEPS_BY_TREE);

    static final Order NEAREST =
            new Order("place.position <-> " + Selection.CENTRE, true, STEPS_BY_DISTANCE);
}
