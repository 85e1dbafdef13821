package io.maltan.recommendation.situated;

/**
 * The hour of the local day, by the sun: time zones are not known everywhere. To the second, so
 * that no meridian divides a town into two clocks.
 */
final class Hours {

    static final int HOURS = 24;
    private static final int SECONDS = 3_600;
    private static final double SECONDS_A_DEGREE = 240;
    private static final int DAYS = 7;
    private static final int SATURDAY = 2;
    private static final int SUNDAY = 3;
    private static final double SPREAD = 1.5;

    private Hours() {}

    /** In hours. */
    private static long local(long second, double lon) {
        return Math.floorDiv(second + Math.round(lon * SECONDS_A_DEGREE), SECONDS);
    }

    static int ofDay(long second, double lon) {
        return Math.floorMod(local(second, lon), HOURS);
    }

    /** 1 on Saturday and Sunday, else 0. 1970 began on a Thursday. */
    static int weekend(long second, double lon) {
        int day = Math.floorMod(Math.floorDiv(local(second, lon), HOURS), DAYS);
        return day == SATURDAY || day == SUNDAY ? 1 : 0;
    }

    /** Counts by hour, each spread over the hours next to it. */
    static double[] smooth(double[] counts) {
        double[] smooth = new double[HOURS];
        double total = 0;
        double[] kernel = new double[HOURS];
        for (int apart = 0; apart < HOURS; apart++) {
            double hours = Math.min(apart, HOURS - apart) / SPREAD;
            kernel[apart] = Math.exp(-hours * hours / 2);
            total += kernel[apart];
        }
        for (int hour = 0; hour < HOURS; hour++) {
            for (int from = 0; from < HOURS; from++) {
                smooth[hour] += counts[from] * kernel[Math.floorMod(hour - from, HOURS)] / total;
            }
        }
        return smooth;
    }
}
