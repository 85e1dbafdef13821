package io.maltan.recommendation.situated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoursTests {

    private static final double WEST_OF_BASEL = 7.4;
    private static final double EAST_OF_BASEL = 7.7;

    private static int hour(String moment, double lon) {
        return Hours.ofDay(Instant.parse(moment).getEpochSecond(), lon);
    }

    @Test
    void theSunStandsHighestAtNoon() {
        assertThat(hour("2026-06-01T12:10:00Z", 0)).isEqualTo(12);
        assertThat(hour("2026-06-01T17:10:00Z", -74)).isEqualTo(12);
        assertThat(hour("2026-06-01T03:10:00Z", 135)).isEqualTo(12);
        assertThat(hour("2026-06-01T00:10:00Z", 180)).isEqualTo(12);
    }

    @Test
    void aTownHasOneClock() {
        String evening = "2026-06-01T18:10:00Z";
        assertThat(hour(evening, WEST_OF_BASEL)).isEqualTo(hour(evening, EAST_OF_BASEL));
    }

    @Test
    void theWeekendBeginsAtMidnightOfTheTown() {
        long lateOnFriday = Instant.parse("2026-06-05T20:00:00Z").getEpochSecond();
        assertThat(Hours.weekend(lateOnFriday, 0)).isZero();
        assertThat(Hours.weekend(lateOnFriday, 90)).isEqualTo(1);
    }
}
