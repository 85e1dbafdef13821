package io.maltan.recommendation.ranking;

/** Where somebody is. Not to be logged, and rounded wherever it is kept. */
public record Position(double lat, double lon) {

    private static final double PARTS_OF_DEGREE = 10_000;

    /** No more precisely than ranking needs: four decimals, some ten metres. */
    public Position rounded() {
        return new Position(rounded(lat), rounded(lon));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * PARTS_OF_DEGREE) / PARTS_OF_DEGREE;
    }

    @Override
    public String toString() {
        return "Position[…]";
    }
}
