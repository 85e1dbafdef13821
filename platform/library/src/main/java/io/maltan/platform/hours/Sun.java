package io.maltan.platform.hours;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * When the sun passes an altitude, by the sunrise equation (J. Meeus, Astronomical Algorithms, with
 * the low-precision position of the sun): within two minutes up to the polar circles.
 *
 * @param morning minute of the day on the clock of the place
 * @param evening the same; where the sun stays below, a minute after {@code morning}, at noon
 */
record Sun(int morning, int evening) {

    /** The upper edge on the horizon, lifted by refraction. */
    static final double HORIZON = -0.833;

    static final double CIVIL_TWILIGHT = -6;

    private static final double J2000 = 2_451_545.0;
    private static final double JULIAN_DAY_OF_EPOCH = 2_440_587.5;
    private static final double LEAP_SECONDS_IN_DAYS = 0.0008;
    private static final double OBLIQUITY = 23.4397;
    private static final double PERIHELION = 102.9372;
    private static final int MINUTES_A_DAY = 24 * 60;

    static Sun at(double lat, double lon, LocalDate day, ZoneId zone, double altitudeDegrees) {
        double days = day.toEpochDay() + 0.5 + JULIAN_DAY_OF_EPOCH - J2000 + LEAP_SECONDS_IN_DAYS;
        double meanNoon = days - lon / 360;
        double anomaly = Math.toRadians((357.5291 + 0.98560028 * meanNoon) % 360);
        double centre =
                1.9148 * Math.sin(anomaly)
                        + 0.02 * Math.sin(2 * anomaly)
                        + 0.0003 * Math.sin(3 * anomaly);
        double longitude =
                Math.toRadians((Math.toDegrees(anomaly) + centre + 180 + PERIHELION) % 360);
        double noon =
                J2000 + meanNoon + 0.0053 * Math.sin(anomaly) - 0.0069 * Math.sin(2 * longitude);
        double declination = Math.asin(Math.sin(longitude) * Math.sin(Math.toRadians(OBLIQUITY)));
        double halfDay = halfDay(Math.toRadians(lat), declination, altitudeDegrees);
        int minutesOfNoon = minutesOf(noon, day, zone);
        int half = (int) Math.round(halfDay * MINUTES_A_DAY);
        return new Sun(minutesOfNoon - half, Math.max(minutesOfNoon + half, minutesOfNoon + 1));
    }

    /** As a part of a day: a half where the sun never sets, 0 where it never rises. */
    private static double halfDay(double lat, double declination, double altitudeDegrees) {
        double cosine =
                (Math.sin(Math.toRadians(altitudeDegrees)) - Math.sin(lat) * Math.sin(declination))
                        / (Math.cos(lat) * Math.cos(declination));
        return Math.acos(Math.clamp(cosine, -1, 1)) / (2 * Math.PI);
    }

    private static int minutesOf(double julian, LocalDate day, ZoneId zone) {
        long seconds = Math.round((julian - JULIAN_DAY_OF_EPOCH) * 86_400);
        ZoneOffset offset = day.atTime(LocalTime.NOON).atZone(zone).getOffset();
        long local = seconds + offset.getTotalSeconds() - day.toEpochDay() * 86_400;
        return (int) Math.floorDiv(local, 60L);
    }
}
