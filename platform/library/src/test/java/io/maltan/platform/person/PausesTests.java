package io.maltan.platform.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesTests {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final UUID MINJI = new UUID(0, 1);

    private final Clock clock = mock(Clock.class);
    private final Pauses pauses = new Pauses(Duration.ofSeconds(5), Duration.ofSeconds(30), clock);

    @Test
    void doubleWithEachLookInVainUpToTheLongest() {
        for (int seconds : new int[] {5, 10, 20, 30, 30}) {
            at(0);
            pauses.lengthen(MINJI);

            at(seconds - 1);
            assertThat(pauses.running()).containsExactly(MINJI);
            at(seconds);
            assertThat(pauses.running()).isEmpty();
        }
    }

    @Test
    void beginAnewAfterTheirEnd() {
        at(0);
        pauses.lengthen(MINJI);
        pauses.lengthen(MINJI);
        pauses.end(MINJI);
        assertThat(pauses.running()).isEmpty();

        pauses.lengthen(MINJI);
        at(5);
        assertThat(pauses.running()).isEmpty();
    }

    private void at(int seconds) {
        when(clock.instant()).thenReturn(START.plusSeconds(seconds));
    }
}
