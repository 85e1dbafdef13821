package io.maltan.place.catalogue;

/**
 * What all reviews of a place say together.
 *
 * @param sum of the single ratings, 1 to 5 each
 * @param count of the reviews
 */
public record Rating(long sum, int count) {

    public static final Rating NONE = new Rating(0, 0);

    /** The mean; 0 where there is no review. */
    public double average() {
        return count == 0 ? 0 : (double) sum / count;
    }
}
