package io.maltan.recommendation.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.platform.hours.Holidays;
import io.maltan.platform.hours.OpeningHours;
import io.maltan.platform.hours.Openings;
import io.maltan.platform.hours.Surroundings;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What hours of which weeks differ say about a day and the next one, worked out when they are first
 * asked about that day. Places of one text and time zone share it; where it follows the sun, those
 * of a cell, for which it is right within a minute or so.
 */
final class DailyOpenings {

    /** What one takes on the heap besides its stretches. */
    static final int BYTES_PER_DAY = 200;

    private static final int BYTES_PER_STRETCH = 3;

    private static final int CELLS_A_DEGREE = 4;
    private static final int CELLS_A_ROW = 360 * CELLS_A_DEGREE + 1;
    private static final int ANYWHERE = -1;

    private final Cache<Day, Openings> known;
    private final Holidays holidays = Holidays.bundled();

    /** None yet, and so many bytes of them at most. */
    DailyOpenings(long mostBytes) {
        this.known =
                Caffeine.newBuilder()
                        .maximumWeight(mostBytes)
                        .weigher((Day day, Openings openings) ->
                                BYTES_PER_DAY + BYTES_PER_STRETCH * openings.stretches())
                        .build();
    }

    /** A day of hours, since 1970, in a time zone and a cell. */
    private record Day(String hours, String zone, int day, int cell) {

        private static int cellOf(double lat, double lon) {
            int row = (int) ((lat + 90) * CELLS_A_DEGREE);
            int column = (int) ((lon + 180) * CELLS_A_DEGREE);
            return row * CELLS_A_ROW + column;
        }

        /** In the middle of its cell. */
        private Surroundings surroundings(Holidays holidays) {
            int row = cell == ANYWHERE ? 0 : cell / CELLS_A_ROW;
            int column = cell == ANYWHERE ? 0 : cell % CELLS_A_ROW;
            return Surroundings.of(
                    Math.min(90, (row + 0.5) / CELLS_A_DEGREE - 90),
                    Math.min(180, (column + 0.5) / CELLS_A_DEGREE - 180),
                    ZoneId.of(zone),
                    holidays);
        }
    }

    /**
     * The openings from a day on.
     *
     * @param day since 1970
     */
    Openings of(VariableHours hours, String zone, double lat, double lon, int day) {
        int cell = hours.followsTheSun() ? Day.cellOf(lat, lon) : ANYWHERE;
        return known.get(new Day(hours.text(), zone, day, cell), this::workedOut);
    }

    private Openings workedOut(Day day) {
        return OpeningHours.parse(day.hours())
                .orElseThrow()
                .openings(LocalDate.ofEpochDay(day.day()), day.surroundings(holidays));
    }

    /** How many days are kept. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
