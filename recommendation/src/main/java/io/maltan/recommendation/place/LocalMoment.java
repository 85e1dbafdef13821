package io.maltan.recommendation.place;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * A moment as the minute that it is in each time zone, counted from 1970 on the clock there, worked
 * out once for each. Not for several threads.
 */
public final class LocalMoment {

    private static final int UNKNOWN = Integer.MIN_VALUE;
    private static final int HOURS_FROM_UTC = 12;
    private static final int MINUTES_OF_DAY = WeeklyHours.MINUTES_OF_DAY;

    /** From the Monday before the first day of 1970, a Thursday. */
    private static final int DAYS_SINCE_MONDAY = 3;

    private final Instant at;
    private final int[] byZone;
    private final int[] byLongitude = new int[2 * HOURS_FROM_UTC + 1];

    LocalMoment(Instant at, int zones) {
        this.at = at;
        this.byZone = new int[zones];
        Arrays.fill(byZone, UNKNOWN);
        Arrays.fill(byLongitude, UNKNOWN);
    }

    public Instant at() {
        return at;
    }

    int minute(int zone, String name) {
        if (zone >= byZone.length) {
            return minute(at, ZoneId.of(name));
        }
        if (byZone[zone] == UNKNOWN) {
            byZone[zone] = minute(at, ZoneId.of(name));
        }
        return byZone[zone];
    }

    /** Where no zone is told: by the one that the longitude suggests. */
    int minute(double longitude) {
        int hours = hoursFromUtc(longitude);
        int slot = hours + HOURS_FROM_UTC;
        if (byLongitude[slot] == UNKNOWN) {
            byLongitude[slot] = minute(at, ZoneOffset.ofHours(hours));
        }
        return byLongitude[slot];
    }

    private static int hoursFromUtc(double longitude) {
        return Math.clamp(Math.round(longitude / 15), -HOURS_FROM_UTC, HOURS_FROM_UTC);
    }

    /** The name of the zone that a longitude suggests. */
    static String zoneAt(double longitude) {
        return ZoneOffset.ofHours(hoursFromUtc(longitude)).getId();
    }

    private static int minute(Instant at, ZoneId zone) {
        return minute(LocalDateTime.ofInstant(at, zone));
    }

    static int minute(LocalDateTime local) {
        return (int) Math.floorDiv(local.toEpochSecond(ZoneOffset.UTC), 60);
    }

    /** The days from 1970 to that of a minute. */
    static int day(int minute) {
        return Math.floorDiv(minute, MINUTES_OF_DAY);
    }

    static int minuteOfDay(int minute) {
        return Math.floorMod(minute, MINUTES_OF_DAY);
    }

    /** 0 is Monday, midnight. */
    static int minuteOfWeek(int minute) {
        return Math.floorMod(
                minute + DAYS_SINCE_MONDAY * MINUTES_OF_DAY, WeeklyHours.MINUTES_OF_WEEK);
    }
}
