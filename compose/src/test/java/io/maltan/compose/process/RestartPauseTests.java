package io.maltan.compose.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPauseTests {

    private final RestartPause pauses = new RestartPause();

    @Test
    void growsToAHalfMinute() {
        List<Long> seconds =
                IntStream.range(0, 7)
                        .mapToObj(i -> pauses.after(Duration.ofSeconds(1)).toSeconds())
                        .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void startsOverAfterASteadyRun() {
        Duration first = pauses.after(Duration.ZERO);
        Duration second = pauses.after(Duration.ZERO);

        assertThat(second).isGreaterThan(first);
        assertThat(pauses.after(Duration.ofMinutes(5))).isEqualTo(first);
    }
}
