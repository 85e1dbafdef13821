package io.maltan.platform.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTests {

    private static final double LAT = 37.5663;
    private static final double LON = 126.9779;

    private final Holidays holidays = Holidays.bundled();

    private Surroundings seoul() {
        return Surroundings.of(LAT, LON, ZoneId.of("Asia/Seoul"), holidays);
    }

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
                "2025 Dec 24-Jan 06 10:00-20:00        | 2026-01-06T15:00 | true",
                "2025 Dec 24-Jan 06 10:00-20:00        | 2026-01-07T15:00 | false",
                "2025 Dec 24-Jan 06 10:00-20:00        | 2025-01-06T15:00 | false",
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
                "Mo-Su 08:00-20:00; Tu 12:00-14:00 off | 2026-06-02T10:00 | true",
                "Mo-Su 08:00-20:00; Tu 12:00-14:00 off | 2026-06-02T14:00 | true",
                "Mo-Fr 09:00-18:00; 12:00-13:00 off    | 2026-06-02T10:00 | true",
                "Mo-Fr 09:00-18:00; 12:00-13:00 off    | 2026-06-02T12:30 | false",
                "Mo-Fr 09:00-18:00; 12:00-13:00 off    | 2026-06-06T10:00 | false",
                "Jun Mo-Fr 09:00-18:00; Mo-Fr 12:00-13:00 off | 2026-06-02T10:00 | true",
                "Mo-Fr 22:00-02:00; 00:00-01:00 off    | 2026-06-02T00:30 | false",
                "Mo-Fr 22:00-02:00; 00:00-01:00 off    | 2026-06-02T01:30 | true",
                "24/7; 22:00-06:00 off                 | 2026-06-02T05:59 | false",
                "24/7; 22:00-06:00 off                 | 2026-06-02T06:00 | true",
                "2025 Mo-Su 09:00-18:00                | 2026-06-01T12:00 | false",
                "Mo-Su 10:00-20:00; easter off         | 2026-04-05T12:00 | false",
                "Mo-Su 10:00-20:00; easter off         | 2026-04-06T12:00 | true",
                "Mo-Su 10:00-20:00; easter +1 day off  | 2026-04-06T12:00 | false",
                "Mo-Su 10:00-20:00; easter -2 days-easter +1 day off | 2026-04-04T12:00 | false",
                "Mo-Su 10:00-20:00; easter -2 days-easter +1 day off | 2026-04-02T12:00 | true",
                "easter-Oct 10:00-20:00                | 2026-04-04T12:00 | false",
                "easter-Oct 10:00-20:00                | 2026-10-31T12:00 | true",
                "Mo-Su 10:00-20:00; Th[4] +1 day off   | 2026-06-25T12:00 | true",
                "Mo-Su 10:00-20:00; Th[4] +1 day off   | 2026-06-26T12:00 | false",
                "Mo-Su 10:00-20:00; Nov Th[4] off      | 2026-11-26T12:00 | false",
                "Mo-Su 10:00-20:00; Nov Th[4] off      | 2026-11-25T12:00 | true",
                "Dec 25 -Su 10:00-20:00                | 2026-12-20T12:00 | true",
                "Dec 25 -Su 10:00-20:00                | 2026-12-25T12:00 | false",
                "Jan 01 -1 day 10:00-20:00             | 2026-12-31T12:00 | true",
                "Dec 31 +1 day 10:00-20:00             | 2027-01-01T12:00 | true",
                "Mo-Su 10:00-20:00; Dec 24-26 off      | 2026-12-25T12:00 | false",
                "Mo-Su 10:00-20:00; Dec 24-26 off      | 2026-12-27T12:00 | true",
                "Feb 29 10:00-20:00                    | 2026-02-28T12:00 | false",
                "Feb 29 10:00-20:00                    | 2028-02-29T12:00 | true",
                "Mo-Fr 09:00-17:00, Mo-Fr 17:00-19:00 unknown | 2026-06-01T10:00 | true",
                "Mo-Fr 09:00-17:00, Mo-Fr 17:00-19:00 unknown | 2026-06-01T20:00 | false",
                "Mo-Fr 12:00-13:00 unknown, Mo-Fr 09:00-17:00 | 2026-06-01T12:30 | true",
                "Mo-Su 09:00-18:00; PH off             | 2026-02-17T10:00 | false",
                "Mo-Su 09:00-18:00; PH off             | 2026-02-19T10:00 | true",
                "Mo-Fr 09:00-18:00; PH 12:00-15:00     | 2026-09-25T10:00 | false",
                "Mo-Fr 09:00-18:00; PH 12:00-15:00     | 2026-09-25T13:00 | true",
                "Mo-Fr,PH 09:00-18:00                  | 2026-09-26T10:00 | true",
                "Mo-Fr,PH 09:00-18:00                  | 2026-09-19T10:00 | false",
                "PH 22:00-02:00                        | 2026-05-06T01:00 | true",
                "Mo-Su 10:00-20:00; PH off             | 2026-03-02T12:00 | false",
                "SH off                                | 2026-03-02T12:00 | false",
                "Jun-Aug 10:00-20:00; PH off           | 2026-08-17T12:00 | false",
                "sunrise-sunset                        | 2026-06-21T05:05 | false",
                "sunrise-sunset                        | 2026-06-21T05:20 | true",
                "sunrise-sunset                        | 2026-12-21T17:10 | true",
                "sunrise-sunset                        | 2026-12-21T17:30 | false",
                "dawn-dusk                             | 2026-12-21T17:30 | true",
                "(sunrise+01:00)-(sunset-01:00)        | 2026-06-21T06:00 | false",
                "(sunrise+01:00)-(sunset-01:00)        | 2026-06-21T06:20 | true",
            })
    void tellsWhetherItIsOpen(String hours, LocalDateTime time, boolean open) {
        assertThat(OpeningHours.parse(hours.strip()).orElseThrow().isOpenAt(time, seoul()))
                .contains(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo-Fr 09:00-18:00 unknown",
                "Mo-Fr 06:00-09:00, Mo-Fr 09:00-18:00 unknown",
                "Mo-Fr 09:00-18:00, Mo-Fr 10:00-11:00 unknown",
                "Mo-Fr \"by appointment\""
            })
    void doesNotPretendToKnow(String hours) {
        assertThat(
                        OpeningHours.parse(hours)
                                .orElseThrow()
                                .isOpenAt(LocalDateTime.parse("2026-06-01T10:00"), seoul()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whenever we like", "Mo-Fr 25:99-", "((((", "\u0000"})
    void whatIsNotOfTheSyntaxIsNoHours(String text) {
        assertThat(OpeningHours.parse(text)).isEmpty();
    }

    @Test
    void readsTheClockOfThePlace() {
        OpeningClock clock = new OpeningClock(holidays);
        Instant noonInSeoul = Instant.parse("2026-06-01T03:00:00Z");

        assertThat(clock.isOpen("Mo 11:00-13:00", "Asia/Seoul", LAT, LON, noonInSeoul))
                .contains(true);
        assertThat(clock.isOpen("Mo 11:00-13:00", "Europe/Paris", LAT, LON, noonInSeoul))
                .contains(false);
        assertThat(clock.isOpen(null, "Asia/Seoul", LAT, LON, noonInSeoul))
                .isEqualTo(Optional.empty());
    }

    @Test
    void whereHolidaysAreNotKnownEachDayIsAnOrdinaryOne() {
        OpeningClock clock = new OpeningClock(holidays);
        Instant seollal = Instant.parse("2026-02-17T11:00:00Z");

        assertThat(clock.isOpen("Mo-Su 09:00-23:00; PH off", "Asia/Seoul", LAT, LON, seollal))
                .contains(false);
        assertThat(clock.isOpen("Mo-Su 09:00-23:00; PH off", "Europe/Paris", LAT, LON, seollal))
                .contains(true);
    }

    /** On 2026-03-29 clocks in Paris went from 2 to 3, on 2026-10-25 from 3 back to 2. */
    @ParameterizedTest
    @CsvSource({
        "Sa 22:00-03:00, 2026-03-29T00:59:00Z, true",
        "Sa 22:00-03:00, 2026-03-29T01:00:00Z, false",
        "Sa 22:00-03:00, 2026-10-25T00:30:00Z, true",
        "Sa 22:00-03:00, 2026-10-25T01:30:00Z, true",
        "Sa 22:00-03:00, 2026-10-25T02:00:00Z, false",
    })
    void theNightInWhichClocksAreChanged(String hours, Instant at, boolean open) {
        assertThat(new OpeningClock(holidays).isOpen(hours, "Europe/Paris", 48.8566, 2.3522, at))
                .contains(open);
    }

    /** As almanacs have it. */
    @ParameterizedTest
    @CsvSource({
        "37.5663, 126.9779, Asia/Seoul, 2026-03-20, 06:36, 18:43",
        "-33.8688, 151.2093, Australia/Sydney, 2026-12-21, 05:41, 20:05",
        "64.1466, -21.9426, Atlantic/Reykjavik, 2026-12-21, 11:22, 15:30",
    })
    void theSunRisesAndSets(
            double lat, double lon, String zone, LocalDate day, LocalTime rise, LocalTime set) {
        Sun sun = Sun.at(lat, lon, day, ZoneId.of(zone), Sun.HORIZON);
        assertThat(sun.morning())
                .isCloseTo(rise.toSecondOfDay() / 60, org.assertj.core.api.Assertions.within(3));
        assertThat(sun.evening())
                .isCloseTo(set.toSecondOfDay() / 60, org.assertj.core.api.Assertions.within(3));
    }

    @Test
    void theSunOfThePoles() {
        ZoneId zone = ZoneId.of("Arctic/Longyearbyen");
        Sun summer = Sun.at(78.2, 15.6, LocalDate.parse("2026-06-21"), zone, Sun.HORIZON);
        Sun winter = Sun.at(78.2, 15.6, LocalDate.parse("2026-12-21"), zone, Sun.HORIZON);
        assertThat(summer.evening() - summer.morning()).isEqualTo(24 * 60);
        assertThat(winter.evening() - winter.morning()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mo-Tu 09:00-18:00        | {[540,1080),[1980,2520)}",
                "Su 22:00-02:00           | {[0,120),[9960,10080)}",
                "24/7                     | {[0,10080)}",
                "Mo 09:00-18:00; Mo off   | {}",
                "Mo 10:00                 | {}",
                "Mo 09:00-18:00; 12:00-13:00 off | {[540,720),[780,1080)}",
                "Su 22:00-02:00; Mo 00:00-01:00 off | {[60,120),[9960,10080)}",
            })
    void tellsTheWeekToTheDatabase(String hours, String week) {
        assertThat(OpeningHours.parse(hours.strip()).orElseThrow().week()).contains(week);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jun-Aug 10:00-20:00",
                "Su[1] 10:00-12:00",
                "Mo-Su 09:00-18:00; PH 22:00-06:00 off",
                "Mo-Fr 09:00-17:00, Mo-Fr 17:00-19:00 unknown",
                "Mo-Fr 09:00-18:00 unknown",
                "Mo-Su 09:00-18:00; PH off",
                "sunrise-sunset"
            })
    void someHoursHaveNoWeek(String hours) {
        assertThat(OpeningHours.parse(hours).orElseThrow().week()).isEmpty();
    }

    /** 2026-09-24 to 26 is Chuseok, from Thursday on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "24/7",
                "Mo-Fr 09:00-18:00",
                "Mo-Su 18:00-02:00; PH off",
                "Mo-Su 09:00-18:00; PH 22:00-06:00 off",
                "Nov-Mar 00:00-24:00",
                "Su[1] 22:00-30:00",
                "Mo-Fr 22:00-02:00 unknown, Mo-Fr 01:00-09:00",
                "(sunset-02:00)-(sunrise+01:00)",
                "Mo-Fr 09:00-18:00 || \"call us\"",
                "SH,PH 10:00+",
            })
    void openingsSayWhatTheHoursSay(String text) {
        OpeningHours hours = OpeningHours.parse(text).orElseThrow();
        for (int day = 0; day < 10; day++) {
            LocalDate date = LocalDate.parse("2026-09-22").plusDays(day);
            Openings openings = hours.openings(date, seoul());
            for (int minute = 0; minute < Openings.MINUTES; minute++) {
                LocalDateTime time = date.atStartOfDay().plusMinutes(minute);
                assertThat(openings.isOpenAt(minute))
                        .as("%s", time)
                        .isEqualTo(hours.isOpenAt(time, seoul()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mo-Su 09:00-18:00; PH off         | 2026-09-23 | 600  | 1080",
                "Mo-Su 09:00-18:00; PH off         | 2026-09-24 | 600  |",
                "Mo-Su 18:00-02:00; PH off         | 2026-09-24 | 60   | 120",
                "Sep 00:00-24:00                   | 2026-09-30 | 60   | 1440",
                "Sep 00:00-24:00                   | 2026-09-28 | 60   |",
                "Sep 10:00-12:00,12:00-14:00       | 2026-09-28 | 660  | 840",
                "Sep 10:00-12:00,12:00-14:00 unknown | 2026-09-28 | 660 |",
            })
    void tellsWhenItCloses(String text, LocalDate day, int minute, @Nullable Integer closing) {
        OpeningHours hours = OpeningHours.parse(text.strip()).orElseThrow();
        assertThat(hours.openings(day, seoul()).closingAfter(minute))
                .isEqualTo(closing == null ? OptionalInt.empty() : OptionalInt.of(closing));
    }

    @Test
    void knowsWhatFollowsTheSun() {
        assertThat(OpeningHours.parse("10:00-sunset").orElseThrow().followsTheSun()).isTrue();
        assertThat(OpeningHours.parse("Jun 10:00-20:00").orElseThrow().followsTheSun()).isFalse();
        assertThat(OpeningHours.parse("Jun off").orElseThrow().followsTheSun()).isFalse();
    }
}
