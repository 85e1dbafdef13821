package io.maltan.place.hours;

import ch.poole.openinghoursparser.Event;
import io.maltan.place.geography.Coordinates;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * What hours depend on beyond the clock.
 *
 * @param holidays the country's public ones
 * @param position where the sun rises and sets
 */
record Surroundings(Set<LocalDate> holidays, Coordinates position, ZoneId zone) {

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
        return Sun.at(position, day, zone, altitudeDegrees);
    }
}
