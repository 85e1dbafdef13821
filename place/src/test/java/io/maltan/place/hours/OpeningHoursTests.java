package io.maltan.place.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTests {

    /** 2026-06-01 is a Monday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24/7                                  | 2026-06-01T03:00 | true",
                "Mo-Fr 09:00-18:00                     | 2026-06-01T09:00 | true",
                "Mo-Fr 09:00-18:00                     | 2026-06-01T18:00 | false",
                "Mo-Fr 09:00-18:00                     | 2026-06-06T10:00 | false",
                "Mo-Fr 09:00-12:00,13:00-18:00         | 2026-06-01T12:30 | false",
                "Mo-Fr 09:00-18:00; Sa 10:00-14:00     | 2026-06-06T13:00 | true",
                "Mo-Su 09:00-18:00; We off             | 2026-06-03T10:00 | false",
                "Mo-Su 09:00-18:00; We off             | 2026-06-04T10:00 | true",
                "Fr,Sa 18:00-02:00                     | 2026-06-06T01:00 | true",
                "Fr,Sa 18:00-02:00                     | 2026-06-05T01:00 | false",
                "Fr 18:00-26:00                        | 2026-06-06T01:30 | true",
                "Sa-Mo 10:00-12:00                     | 2026-06-07T11:00 | true",
                "Jun-Aug 10:00-20:00                   | 2026-06-01T15:00 | true",
                "Nov-Mar 10:00-20:00                   | 2026-06-01T15:00 | false",
                "Nov-Mar 10:00-20:00                   | 2026-01-01T15:00 | true",
                "Dec 24-Jan 06 10:00-20:00             | 2026-01-06T15:00 | true",
                "Su[1] 10:00-12:00                     | 2026-06-07T11:00 | true",
                "Su[1] 10:00-12:00                     | 2026-06-14T11:00 | false",
                "Su[-1] 10:00-12:00                    | 2026-06-28T11:00 | true",
                "Mo-Fr 09:00-18:00, Tu 20:00-22:00     | 2026-06-02T21:00 | true",
                "Mo-Fr 09:00-18:00, Tu 20:00-22:00     | 2026-06-02T10:00 | true",
                "Mo-Su 09:00-18:00; PH off             | 2026-06-01T10:00 | true",
                "PH 09:00-18:00                        | 2026-06-01T10:00 | false",
                "Mo-Su,PH 11:00-22:00                  | 2026-06-01T12:00 | true",
                "18:00+                                | 2026-06-01T23:00 | true",
                "sunrise-sunset                        | 2026-06-01T12:00 | true",
                "Mo-Su 08:00-20:00; Tu 12:00-14:00 off | 2026-06-02T13:00 | false",
                "2025 Mo-Su 09:00-18:00                | 2026-06-01T12:00 | false",
            })
    void tellsWhetherItIsOpen(String hours, LocalDateTime time, boolean open) {
        assertThat(OpeningHours.parse(hours.strip()).orElseThrow().isOpenAt(time)).contains(open);
    }

    @Test
    void doesNotPretendToKnow() {
        assertThat(
                        OpeningHours.parse("Mo-Fr 09:00-18:00 unknown")
                                .orElseThrow()
                                .isOpenAt(LocalDateTime.parse("2026-06-01T10:00")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whenever we like", "Mo-Fr 25:99-", "((((", "\u0000"})
    void whatIsNotOfTheSyntaxIsNoHours(String text) {
        assertThat(OpeningHours.parse(text)).isEmpty();
    }

    @Test
    void readsTheClockOfThePlace() {
        OpeningClock clock = new OpeningClock();
        Instant noonInSeoul = Instant.parse("2026-06-01T03:00:00Z");

        assertThat(clock.isOpen("Mo 11:00-13:00", "Asia/Seoul", noonInSeoul)).contains(true);
        assertThat(clock.isOpen("Mo 11:00-13:00", "Europe/Paris", noonInSeoul)).contains(false);
        assertThat(clock.isOpen(null, "Asia/Seoul", noonInSeoul)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mo-Tu 09:00-18:00        | {[540,1080),[1980,2520)}",
                "Su 22:00-02:00           | {[0,120),[9960,10080)}",
                "24/7                     | {[0,10080)}",
                "Mo 09:00-18:00; Mo off   | {}",
            })
    void tellsTheWeekToTheDatabase(String hours, String week) {
        assertThat(OpeningHours.parse(hours.strip()).orElseThrow().week()).contains(week);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Jun-Aug 10:00-20:00", "Su[1] 10:00-12:00", "Mo-Fr 09:00-18:00 unknown"})
    void someHoursHaveNoWeek(String hours) {
        assertThat(OpeningHours.parse(hours).orElseThrow().week()).isEmpty();
    }
}
