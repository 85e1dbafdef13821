package io.maltan.place.geography;

/**
 * A position in WGS 84 degrees.
 *
 * @param lat -90 to 90
 * @param lon -180 to 180
 */
public record Coordinates(double lat, double lon) {

    /** The mean radius of the earth, which the database uses too. */
    public static final double EARTH_RADIUS_METRES = 6_371_008.8;

    private static final double SMALLEST = 1e-12;

    public Coordinates {
        if (!areValid(lat, lon)) {
            throw new IllegalArgumentException("no position: " + lat + ", " + lon);
        }
        lat = orZero(lat);
        lon = orZero(lon);
    }

    /** The database refuses to reckon with numbers that are nearly too small to be written. */
    private static double orZero(double degrees) {
        return Math.abs(degrees) < SMALLEST ? 0 : degrees;
    }

    public static boolean areValid(double lat, double lon) {
        return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180;
    }

    /** The great-circle distance on the sphere. */
    public double metresTo(Coordinates other) {
        double halfLat = Math.sin(Math.toRadians(other.lat - lat) / 2);
        double halfLon = Math.sin(Math.toRadians(other.lon - lon) / 2);
        double chord =
                halfLat * halfLat
                        + Math.cos(Math.toRadians(lat))
                                * Math.cos(Math.toRadians(other.lat))
                                * halfLon
                                * halfLon;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, chord)));
    }

    /** The straight line through the earth that belongs to a distance along its surface. */
    public static double chordOf(double metres) {
        double angle = Math.min(Math.PI, metres / EARTH_RADIUS_METRES);
        return 2 * EARTH_RADIUS_METRES * Math.sin(angle / 2);
    }

    /** The distance along the surface that belongs to a straight line through the earth. */
    public static double metresOfChord(double chord) {
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, chord / (2 * EARTH_RADIUS_METRES)));
    }
}
