package io.maltan.recommendation.ranking;

/**
 * Where somebody is, no more precisely than ranking needs: four decimals, some ten metres. Not to
 * be logged.
 */
public record Position(double lat, double lon) {

    private static final double PARTS_OF_DEGREE = 10_000;

    public Position {
        lat = Math.round(lat * PARTS_OF_DEGREE) / PARTS_OF_DEGREE;
        lon = Math.round(lon * PARTS_OF_DEGREE) / PARTS_OF_DEGREE;
    }

    @Override
    public String toString() {
        return "Position[…]";
    }
}
