package io.maltan.platform.hours;

import ch.poole.openinghoursparser.Event;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * What hours depend on beyond the clock.
 *
 * @param holidays the country's public ones
 * @param lat where the sun rises and sets, in degrees
 * @param lon the same
 */
public record Surroundings(Set<LocalDate> holidays, double lat, double lon, ZoneId zone) {

    /** Those of a position, with the holidays of its time zone's country. */
    public static Surroundings of(double lat, double lon, ZoneId zone, Holidays holidays) {
        return new Surroundings(holidays.in(zone.getId()), lat, lon, zone);
    }

    boolean isHoliday(LocalDate day) {
        return holidays.contains(day);
    }

    /** The minute of the day on the place's clock. */
    int minuteOf(Event event, LocalDate day) {
        return switch (event) {
            case DAWN -> sun(day, Sun.CIVIL_TWILIGHT).morning();
            case SUNRISE -> sun(day, Sun.HORIZON).morning();
            case SUNSET -> sun(day, Sun.HORIZON).evening();
            case DUSK -> sun(day, Sun.CIVIL_TWILIGHT).evening();
        };
    }

    private Sun sun(LocalDate day, double altitudeDegrees) {
        return Sun.at(lat, lon, day, zone, altitudeDegrees);
    }
}
