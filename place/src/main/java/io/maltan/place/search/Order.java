package io.maltan.place.search;

/**
 * In which order equally good places stand.
 *
 * @param tie an expression that an index has in this order
 * @param fromCentre whether the selection has a centre, from which distances are told
 */
record Order(String tie, boolean fromCentre) {

    static final Order MOST_REVIEWED = new Order("(-place.rating_count)::double precision", false);

    static final Order MOST_REVIEWED_AROUND = new Order(MOST_REVIEWED.tie(), true);

    /** Among places that an expression has ranked already. */
    static final Order AS_THEY_CAME = new Order("0", false);

    static final Order NEAREST = new Order("place.position <-> " + Selection.CENTRE, true);
}
