package io.maltan.recommendation.situated;

/** Sums of kernels of several widths over the places that a person knows. */
final class Closeness {

    static final double KILOMETRES_A_DEGREE = 111.2;
    private static final double FARTHEST = 8;
    private static final double FLOOR = 0.05;

    private double street;
    private double block;
    private double quarter;
    private double oftenBlock;

    void clear() {
        street = 0;
        block = 0;
        quarter = 0;
        oftenBlock = 0;
    }

    void add(double kilometres, double weight) {
        if (kilometres > FARTHEST) {
            return;
        }
        double near = Math.exp(-kilometres / 0.3);
        street += near * near * near;
        block += near;
        oftenBlock += weight * near;
        quarter += Math.exp(-kilometres);
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
