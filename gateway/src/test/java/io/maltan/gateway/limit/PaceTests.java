package io.maltan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {

    private static final Quota SIX_A_MINUTE = new Quota(6, Duration.ofMinutes(1));
    private static final long SECOND = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void letsTheWholeQuotaInAtOnceAndNoMore() {
        for (int left = 5; left >= 0; left--) {
            assertThat(pace.take(SIX_A_MINUTE, 0))
                    .returns(true, Balance::admitted)
                    .returns((long) left, Balance::left);
        }
        assertThat(pace.take(SIX_A_MINUTE, 0))
                .returns(false, Balance::admitted)
                .returns(Duration.ofSeconds(10), Balance::untilNext)
                .returns(Duration.ofMinutes(1), Balance::untilFull);
    }

    @Test
    void refillsEvenly() {
        for (int i = 0; i < 6; i++) {
            assertThat(pace.take(SIX_A_MINUTE, 0).admitted()).isTrue();
        }
        assertThat(pace.take(SIX_A_MINUTE, 9 * SECOND).admitted()).isFalse();
        assertThat(pace.take(SIX_A_MINUTE, 10 * SECOND).admitted()).isTrue();
        assertThat(pace.take(SIX_A_MINUTE, 10 * SECOND).admitted()).isFalse();
        assertThat(pace.take(SIX_A_MINUTE, 600 * SECOND).left()).isEqualTo(5);
    }

    @Test
    void whatWasAdmittedElsewhereNeverDelaysByMoreThanAWindow() {
        for (int i = 0; i < 100; i++) {
            pace.count(SIX_A_MINUTE, 0);
        }
        assertThat(pace.take(SIX_A_MINUTE, 0).untilFull()).isEqualTo(Duration.ofMinutes(1));
    }
}
