package io.maltan.recommendation.place;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * A moment as the minute of the week that it is in each time zone, worked out once for each. Not
 * for several threads.
 */
public final class LocalMoment {

    private static final int UNKNOWN = -1;
    private static final int HOURS_FROM_UTC = 12;

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

    int minuteOfWeek(int zone, String name) {
        if (zone >= byZone.length) {
            return minuteOfWeek(at.atZone(ZoneId.of(name)));
        }
        if (byZone[zone] == UNKNOWN) {
            byZone[zone] = minuteOfWeek(at.atZone(ZoneId.of(name)));
        }
        return byZone[zone];
    }

    /** Where no zone is told: by the one that the longitude suggests. */
    int minuteOfWeek(double longitude) {
        int hours = hoursFromUtc(longitude);
        int slot = hours + HOURS_FROM_UTC;
        if (byLongitude[slot] == UNKNOWN) {
            byLongitude[slot] = minuteOfWeek(at.atZone(ZoneOffset.ofHours(hours)));
        }
        return byLongitude[slot];
    }

    static int hoursFromUtc(double longitude) {
        return Math.clamp(Math.round(longitude / 15), -HOURS_FROM_UTC, HOURS_FROM_UTC);
    }

    static int minuteOfWeek(ZonedDateTime local) {
        return (local.getDayOfWeek().getValue() - 1) * WeeklyHours.MINUTES_OF_DAY
                + local.getHour() * 60
                + local.getMinute();
    }
}
