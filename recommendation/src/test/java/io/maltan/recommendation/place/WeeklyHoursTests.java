package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.hours.OpeningHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyHoursTests {

    private static final int DAY = WeeklyHours.MINUTES_OF_DAY;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    24/7                                  | 0 | 03:00 | true
                    Mo-Fr 09:00-18:00                     | 0 | 08:59 | false
                    Mo-Fr 09:00-18:00                     | 4 | 17:59 | true
                    Mo-Fr 09:00-18:00                     | 5 | 10:00 | false
                    Mo-Su 18:00-02:00                     | 1 | 01:59 | true
                    Mo-Su 18:00-02:00                     | 0 | 01:59 | true
                    Fr-Mo 10:00-12:00                     | 6 | 11:00 | true
                    Mo-Su 09:00-22:00; We off             | 2 | 12:00 | false
                    Mo-Su 09:00-12:00, Tu 14:00-16:00     | 1 | 15:00 | true
                    Mo-Su 09:00-12:00, Tu 14:00-16:00     | 1 | 10:00 | true
                    """)
    void tellsWhenItIsOpen(String hours, int day, String time, boolean open) {
        int minute =
                day * DAY
                        + Integer.parseInt(time.substring(0, 2)) * 60
                        + Integer.parseInt(time.substring(3));
        assertThat(weekly(hours).isOpen(minute)).isEqualTo(open);
    }

    @Test
    void saysWhenItCloses() {
        WeeklyHours hours = weekly("Su 20:00-26:00");
        assertThat(hours.minutesUntilClosing(6 * DAY + 23 * 60)).hasValue(180);
        assertThat(hours.minutesUntilClosing(6 * DAY)).isEmpty();
        assertThat(weekly("24/7").minutesUntilClosing(77)).isEmpty();
    }

    private static WeeklyHours weekly(String text) {
        return new WeeklyHours(
                OpeningHours.parse(text).orElseThrow().minutesOfWeek().orElseThrow());
    }
}
