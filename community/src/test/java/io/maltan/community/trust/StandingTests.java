package io.maltan.community.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTests {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final TrustSettings SETTINGS =
            new TrustSettings(
                    new TrustSettings.Threshold(Duration.ofDays(1), 5),
                    new TrustSettings.Threshold(Duration.ofDays(30), 1_000));

    @Test
    void trustTakesTimeAndContributions() {
        assertThat(level(0, 50, 0)).isEqualTo(TrustLevel.NEW);
        assertThat(level(400, 4, 0)).isEqualTo(TrustLevel.NEW);
        assertThat(level(1, 5, 0)).isEqualTo(TrustLevel.MEMBER);
        assertThat(level(30, 49, 0)).isEqualTo(TrustLevel.MEMBER);
        assertThat(level(30, Standing.MOST_COUNTED, 0)).isEqualTo(TrustLevel.TRUSTED);
    }

    @Test
    void strikesCostTrust() {
        assertThat(level(400, 50, 1)).isEqualTo(TrustLevel.MEMBER);
        assertThat(level(400, 50, 2)).isEqualTo(TrustLevel.NEW);
    }

    @Test
    void whoeverIsRightIsBelievedMore() {
        assertThat(reporter(0, 0)).isEqualTo(1);
        assertThat(reporter(8, 0)).isGreaterThan(1.7).isLessThan(2);
        assertThat(reporter(0, 8)).isLessThan(0.3).isPositive();
    }

    private static double reporter(int upheld, int dismissed) {
        return new Standing(NOW, 0, 0, upheld, dismissed).accuracy();
    }

    private static TrustLevel level(int days, int contributions, int strikes) {
        Instant joined = NOW.minus(Duration.ofDays(days));
        return new Standing(joined, contributions, strikes, 0, 0).level(SETTINGS, NOW);
    }
}
