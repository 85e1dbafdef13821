package io.maltan.recommendation.place;

/** Distances on the sphere. */
public final class Geodesy {

    static final double EARTH_RADIUS_METRES = 6_371_008.8;

    private Geodesy() {}

    /** The great-circle distance in metres (haversine). */
    public static double metres(double lat1, double lon1, double lat2, double lon2) {
        double phi1 = Math.toRadians(lat1);
        double phi2 = Math.toRadians(lat2);
        double halfPhi = Math.sin((phi2 - phi1) / 2);
        double halfLambda = Math.sin(Math.toRadians(lon2 - lon1) / 2);
        double h = halfPhi * halfPhi + Math.cos(phi1) * Math.cos(phi2) * halfLambda * halfLambda;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
