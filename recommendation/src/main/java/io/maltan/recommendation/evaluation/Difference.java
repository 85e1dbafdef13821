package io.maltan.recommendation.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * How much better one thing does than another on the same cases, with what chance leaves open: the
 * middle 95 % of means of so many cases drawn anew (the bootstrap of Efron).
 */
record Difference(double mean, double low, double high) {

    private static final int SAMPLES = 2_000;

    static Difference of(double[] one, double[] other) {
        double[] differences = new double[one.length];
        Arrays.setAll(differences, at -> one[at] - other[at]);
        Random random = new Random(1);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int drawn = 0; drawn < differences.length; drawn++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[sample] = sum / Math.max(1, differences.length);
        }
        Arrays.sort(means);
        return new Difference(
                Arrays.stream(differences).average().orElse(0),
                means[SAMPLES / 40],
                means[SAMPLES - 1 - SAMPLES / 40]);
    }
}
