package io.maltan.recommendation.experiment;

/**
 * A rate, and between what the true one lies with 95 % confidence (Wilson 1927), which holds for
 * small counts too.
 */
record Interval(double rate, double low, double high) {

    private static final double Z = 1.959964;
    private static final double PARTS = 1e6;

    static Interval of(long hits, long people) {
        if (people == 0) {
            return new Interval(0, 0, 1);
        }
        double share = (double) hits / people;
        double z2 = Z * Z / people;
        double centre = share + z2 / 2;
        double spread = Z * Math.sqrt(share * (1 - share) / people + z2 / (4 * people));
        return new Interval(
                rounded(share),
                rounded(Math.max(0, (centre - spread) / (1 + z2))),
                rounded(Math.min(1, (centre + spread) / (1 + z2))));
    }

    private static double rounded(double rate) {
        return Math.round(rate * PARTS) / PARTS;
    }
}
