package io.maltan.place.catalogue;

/**
 * What all reviews of a place say together.
 *
 * @param sum of the single ratings, 1 to 5 each
 * @param count of the reviews
 */
public record Rating(long sum, int count) {

    public static final Rating NONE = new Rating(0, 0);

    /** What a place is taken for before anybody has reviewed it, and how much that weighs. */
    public static final double PRIOR_MEAN = 3.7;

    public static final int PRIOR_COUNT = 8;

    /**
     * The Bayesian mean: the mean of the reviews and of {@link #PRIOR_COUNT} imagined ones, so that
     * a single 5 does not stand above a hundred of 4.8.
     */
    public double bayesian() {
        return (sum + PRIOR_MEAN * PRIOR_COUNT) / (count + PRIOR_COUNT);
    }

    /** The mean; 0 where there is no review. */
    public double average() {
        return count == 0 ? 0 : (double) sum / count;
    }
}
