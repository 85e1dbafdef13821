package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.hours.Holidays;
import io.maltan.platform.hours.OpeningClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceHoursTests {

    private static final double LAT = 37.5663;
    private static final double LON = 126.9779;
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** A Wednesday; 24 to 26 are holidays. */
    private static final String BEFORE_CHUSEOK = "2026-09-23T00:00";

    private static final int HALF = 1 << 20;

    private final PlaceHours hours = new PlaceHours(2 * HALF);
    private final PlaceIndex index = new PlaceIndex();

    private int open(String text) {
        return index.put(
                Towns.place(
                        UUID.randomUUID(), "Shop", "shopping", LAT, LON, "open", 1, text.strip()));
    }

    private static Instant inSeoul(String time) {
        return LocalDateTime.parse(time.strip()).atZone(SEOUL).toInstant();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24/7",
                "Mo-Fr 09:00-18:00",
                "Mo-Su 18:00-02:00",
                "Mo-Sa 10:00-20:00; PH off",
                "Mo-Su 18:00-02:00; PH off",
                "Mo-Fr,PH 09:00-18:00",
                "Mo-Su 09:00-18:00; PH 22:00-06:00 off",
                "Jan-Dec 09:00-18:00",
                "Nov-Mar 00:00-24:00",
                "Mo-Su 09:00-18:00; Dec 25 off",
                "Mo-Su 09:00-18:00; Nov 30 off",
                "Mo-Su 09:00-18:00; Su[1] off",
                "week 1-53 Mo-Su 09:00-18:00",
                "2026 Mo-Su 09:00-18:00",
                "00:00+",
                "Mo-Fr 09:00-18:00; Sa,Su \"by appointment\"",
                "Mo-Fr 09:00-18:00 || \"call us\"",
                "Mo-Fr 09:00-17:00, Mo-Fr 17:00-19:00 unknown",
                "\"call us\"",
                "SH 09:00-18:00",
                "at night",
                "(((",
            })
    void judgesAsThePlaceServiceDoes(String text) {
        OpeningClock clock = new OpeningClock(Holidays.bundled());
        int place = open(text);
        for (String day : new String[] {BEFORE_CHUSEOK, "2026-11-29T00:00", "2026-12-24T00:00"}) {
            for (int minute = 0; minute < 5 * 24 * 60; minute += 15) {
                Instant at = inSeoul(day).plus(Duration.ofMinutes(minute));
                Openness expected =
                        clock.isOpen(text, SEOUL.getId(), LAT, LON, at)
                                .map(open -> open ? Openness.OPEN : Openness.CLOSED)
                                .orElse(Openness.UNKNOWN);
                assertThat(index.openness(place, index.moment(at)))
                        .as("%s at %s", text, at.atZone(SEOUL))
                        .isEqualTo(expected);
            }
        }
    }

    /** The sun of 2026-06-21 in Seoul rises at 5:11 and sets at 19:57. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-21T05:08, CLOSED",
        "2026-06-21T05:14, OPEN",
        "2026-06-21T19:54, OPEN",
        "2026-06-21T20:00, CLOSED",
    })
    void followsTheSun(String time, Openness openness) {
        int park = open("sunrise-sunset");
        assertThat(index.openness(park, index.moment(inSeoul(time)))).isEqualTo(openness);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Mo-Su 09:00-18:00; PH off    ~ 2026-09-23T10:00 ~ 2026-09-23T18:00",
                "Mo-Su 09:00-18:00; PH off    ~ 2026-09-24T10:00 ~",
                "Mo-Su 18:00-02:00; PH off    ~ 2026-09-23T23:00 ~ 2026-09-24T02:00",
                "Mo-Su 18:00-02:00; PH off    ~ 2026-09-24T01:00 ~ 2026-09-24T02:00",
                "Nov-Mar 00:00-24:00          ~ 2026-12-24T10:00 ~",
                "Nov-Mar 00:00-24:00          ~ 2026-03-30T23:00 ~",
                "Nov-Mar 00:00-24:00          ~ 2026-03-31T10:00 ~ 2026-04-01T00:00",
                "Mo-Su 09:00-18:00; Dec 25 off ~ 2026-12-24T17:00 ~ 2026-12-24T18:00",
                "Mo-Fr 09:00-17:00, Mo-Fr 17:00-19:00 unknown ~ 2026-12-24T16:00 ~",
                "00:00+                       ~ 2026-12-24T10:00 ~",
                "Mo-Fr 09:00-18:00 || \"call us\" ~ 2026-12-24T10:00 ~ 2026-12-24T18:00",
            })
    void tellsWhenItCloses(String text, String time, @Nullable String closing) {
        assertThat(
                        index.closesAt(open(text), inSeoul(time))
                                .map(at -> at.toLocalDateTime().toString()))
                .isEqualTo(Optional.ofNullable(closing));
    }

    @Test
    void anotherCountrysHolidaysAreNoHolidays() {
        int number = hours.numberOf("Mo-Su 09:00-18:00; PH off");
        int noonOfChuseok = LocalMoment.minute(LocalDateTime.parse("2026-09-25T12:00"));
        assertThat(hours.openness(number, noonOfChuseok, "Asia/Seoul", LAT, LON))
                .isEqualTo(Openness.CLOSED);
        assertThat(hours.openness(number, noonOfChuseok, "Europe/Paris", 48.9, 2.4))
                .isEqualTo(Openness.OPEN);
    }

    @Test
    void aDayIsWorkedOutOnceForAllPlacesOfATextAndACell() {
        int seasonal = hours.numberOf("Jun-Aug 10:00-20:00");
        int park = hours.numberOf("sunrise-sunset");
        int noon = LocalMoment.minute(LocalDateTime.parse("2026-06-21T12:00"));
        for (int place = 0; place < 100; place++) {
            double lat = 37.51 + place * 0.002;
            for (int number : new int[] {seasonal, park}) {
                assertThat(hours.openness(number, noon + place, "Asia/Seoul", lat, LON))
                        .isEqualTo(Openness.OPEN);
            }
        }
        assertThat(hours.days()).isEqualTo(2);
    }

    @Test
    void whatIsWorkedOutIsBounded() {
        int number = hours.numberOf("Jun-Aug 10:00-20:00");
        int day = 24 * 60;
        int noon = LocalMoment.minute(LocalDateTime.parse("2026-06-21T12:00"));
        for (int days = 0; days < 20_000; days++) {
            assertThat(hours.openness(number, noon + days * day, "Asia/Seoul", LAT, LON))
                    .isNotEqualTo(Openness.UNKNOWN);
        }
        assertThat(hours.days()).isBetween(1_000L, (long) HALF / DailyOpenings.BYTES_PER_DAY);
    }

    @Test
    void textsTakeNoMoreThanTheirShare() {
        int taken = 0;
        for (int text = 0; text < 20_000; text++) {
            boolean isTaken = hours.numberOf("Jun-Aug 10:00-20:00 \"" + text + "\"") != Codes.NONE;
            taken += isTaken ? 1 : 0;
        }
        assertThat(taken).isBetween(2_000, HALF / VariableHours.BYTES_BESIDE_THE_TEXT);
        assertThat(hours.numberOf("Mo-Fr 09:00-18:00")).isNotEqualTo(Codes.NONE);
        assertThat(hours.numberOf("Jun-Aug 10:00-20:00 \"1\"")).isNotEqualTo(Codes.NONE);
    }
}
