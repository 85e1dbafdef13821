package io.maltan.recommendation.place;

/**
 * Distances from one position, without trigonometry for what is not far: within half a per mille up
 * to fifty kilometres, exact beyond.
 */
public final class Vicinity {

    private static final double METRES_PER_DEGREE = Geodesy.EARTH_RADIUS_METRES * Math.PI / 180;
    private static final double FAR_DEGREES = 0.45;
    private static final double POLAR = 70;

    private final double lat;
    private final double lon;
    private final double sine;
    private final double cosine;

    public Vicinity(double lat, double lon) {
        this.lat = lat;
        this.lon = lon;
        this.sine = Math.sin(Math.toRadians(lat));
        this.cosine = Math.cos(Math.toRadians(lat));
    }

    double lat() {
        return lat;
    }

    double lon() {
        return lon;
    }

    /** How far another position is, in metres. */
    public double metres(double toLat, double toLon) {
        double up = toLat - lat;
        double across = toLon - lon;
        if (Math.abs(up) > FAR_DEGREES || Math.abs(across) > FAR_DEGREES || Math.abs(lat) > POLAR) {
            return Geodesy.metres(lat, lon, toLat, toLon);
        }
        double half = Math.toRadians(up) / 2;
        double middle = cosine * (1 - half * half / 2) - sine * half;
        double x = across * middle;
        return METRES_PER_DEGREE * Math.sqrt(up * up + x * x);
    }
}
