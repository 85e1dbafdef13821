package io.maltan.recommendation.model.filter;

/**
 * What a composite sharpened filter is made with.
 *
 * @param neighbours how many entries of each row of the sparse part are kept
 * @param rank the columns of the low-rank part
 * @param strength T: how much of what everybody shares is taken away
 * @param lowRankWeight β: what the low-rank part counts beside the sparse one
 * @param targetExponent how much less the score of a famous item counts
 * @param threads how many threads train
 * @param seed of the random start
 */
public record FilterSettings(
        int neighbours,
        int rank,
        double strength,
        double lowRankWeight,
        double targetExponent,
        int threads,
        long seed) {

    /** As measured best on Gowalla. */
    public static final FilterSettings STANDARD = new FilterSettings(150, 448, 2.5, 0.3, 0.4, 2, 1);

    /** The same with another size. */
    public FilterSettings sized(int neighbours, int rank) {
        return new FilterSettings(
                neighbours, rank, strength, lowRankWeight, targetExponent, threads, seed);
    }
}
