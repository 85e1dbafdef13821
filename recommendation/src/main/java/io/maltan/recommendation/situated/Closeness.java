package io.maltan.recommendation.situated;

/**
 * Sums of kernels of several widths over the places that a person knows. As many are added for each
 * place that is around, so the kernels are looked up, to the metre.
 */
final class Closeness {

    static final double KILOMETRES_A_DEGREE = 111.2;
    private static final int FARTHEST_METRES = 8_000;
    private static final double METRES = 1_000;
    private static final double FLOOR = 0.05;

    private static final float[] STREET = kernel(100);
    private static final float[] BLOCK = kernel(300);
    private static final float[] QUARTER = kernel(1_000);

    private double street;
    private double block;
    private double quarter;
    private double oftenBlock;

    private static float[] kernel(double reachMetres) {
        float[] kernel = new float[FARTHEST_METRES + 1];
        for (int metres = 0; metres < kernel.length; metres++) {
            kernel[metres] = (float) Math.exp(-metres / reachMetres);
        }
        return kernel;
    }

    void clear() {
        street = 0;
        block = 0;
        quarter = 0;
        oftenBlock = 0;
    }

    void add(double kilometres, double weight) {
        int metres = (int) (kilometres * METRES + 0.5);
        if (metres > FARTHEST_METRES) {
            return;
        }
        street += STREET[metres];
        block += BLOCK[metres];
        oftenBlock += weight * BLOCK[metres];
        quarter += QUARTER[metres];
    }

    double street() {
        return Math.log(street + FLOOR);
    }

    double block() {
        return Math.log(block + FLOOR);
    }

    double quarter() {
        return Math.log(quarter + FLOOR);
    }

    double oftenBlock() {
        return Math.log(oftenBlock + FLOOR);
    }
}
