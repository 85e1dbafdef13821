package io.maltan.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTests {

    private static final long MILLI = 1_000_000;
    private static final Duration PERIOD = Duration.ofMillis(250);
    private final Pace pace = new Pace(PERIOD);

    @Test
    void whoHasJustBeenShownAListNeedNotWaitForTheNext() {
        pace.looked(0);
        assertThat(pace.untilNext(5 * MILLI)).isZero();
    }

    @Test
    void theThirdWaitsForTheRestOfThePeriod() {
        pace.looked(0);
        pace.looked(5 * MILLI);
        assertThat(pace.untilNext(5 * MILLI)).isEqualTo(Duration.ofMillis(245));
        assertThat(pace.untilNext(300 * MILLI)).isZero();
    }

    @Test
    void thereAreNeverMoreThanFourWithinASecondOrTwoWithinAPeriod() {
        Random random = new Random(3);
        List<Long> looks = new ArrayList<>();
        long now = 0;
        for (int look = 0; look < 2_000; look++) {
            now += pace.untilNext(now).toNanos();
            pace.looked(now);
            looks.add(now);
            now += random.nextInt(10) == 0 ? random.nextLong(900 * MILLI) : 0;
        }
        for (int at = 4; at < looks.size(); at++) {
            assertThat(looks.get(at) - looks.get(at - 4)).isGreaterThanOrEqualTo(1_000 * MILLI);
            assertThat(looks.get(at) - looks.get(at - 2)).isGreaterThanOrEqualTo(250 * MILLI);
        }
    }
}
