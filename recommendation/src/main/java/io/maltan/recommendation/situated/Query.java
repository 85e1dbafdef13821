package io.maltan.recommendation.situated;

/**
 * A question of somebody on the street, and where they then went.
 *
 * @param person their number in the diary of what is known; negative for a stranger
 * @param place the place that they went to
 * @param second the moment, or {@link Diary#UNKNOWN}
 */
public record Query(int person, int place, long second, double lat, double lon) {

    private static final double NEAREST = 0.1;
    private static final double WITHIN = 0.6;
    private static final double KILOMETRES_A_DEGREE = 111.2;

    /**
     * The question number k: asked at up to 700 m from the place, at distances and in directions
     * that two irrational steps spread evenly.
     */
    public static Query numbered(int k, int person, int place, long second, Town town) {
        double away = NEAREST + WITHIN * fraction(0.7548776662 * k);
        double direction = 2 * Math.PI * fraction(0.6180339887 * k);
        double lat = town.lat(place);
        double north = away * Math.cos(direction) / KILOMETRES_A_DEGREE;
        double east =
                away * Math.sin(direction) / (KILOMETRES_A_DEGREE * Math.cos(Math.toRadians(lat)));
        return new Query(person, place, second, lat + north, town.lon(place) + east);
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }
}
