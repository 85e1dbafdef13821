package io.maltan.recommendation.situated;

/** Where there is too little to learn from: near and visited. */
final class Prior {

    static final double[] WEIGHTS = weights();

    private Prior() {}

    private static double[] weights() {
        double[] weights = new double[Features.NAMES.size()];
        weights[Features.NAMES.indexOf("beyond_0.1")] = 3;
        weights[Features.NAMES.indexOf("visitors")] = 1;
        weights[Features.NAMES.indexOf("together_root")] = 2;
        weights[Features.NAMES.indexOf("hour_category")] = 1;
        return weights;
    }
}
