package io.maltan.recommendation.model.filter;

/**
 * {@code h(P) = Σ_k (-T P)^k / k!} up to the fourth power, where {@code P = D_i^-½ Rᵀ D_u^-1 R
 * D_i^-½}: what is left of a signal when what everybody shares is taken from it.
 */
final class Sharpening {

    private static final int POWERS = 4;

    private final HistoryMatrix matrix;
    private final double strength;
    private final float[] half;

    Sharpening(HistoryMatrix matrix, double strength) {
        this.matrix = matrix;
        this.strength = strength;
        this.half = matrix.degreesTo(-0.5);
    }

    /**
     * Adds h(P) X, for a block X, to where sums of the same shape are kept; destroys the block.
     *
     * @param each takes, for each power, what is to be added then
     */
    void apply(HistoryMatrix.Block block, float[] scratch, Term each) {
        each.add(block, 1);
        double factor = 1;
        for (int power = 1; power <= POWERS; power++) {
            matrix.multiply(block, half, half, scratch);
            factor *= -strength / power;
            each.add(block, (float) factor);
        }
    }

    /** Takes a term of the sum. */
    @FunctionalInterface
    interface Term {

        void add(HistoryMatrix.Block block, float factor);

        /** Adds to rows of the same width. */
        static Term into(float[] sums, int items) {
            return (block, factor) -> {
                int width = block.width();
                for (int item = 0; item < items; item++) {
                    int from = block.at(item);
                    int to = item * width;
                    for (int column = 0; column < width; column++) {
                        sums[to + column] += factor * block.values()[from + column];
                    }
                }
            };
        }
    }
}
