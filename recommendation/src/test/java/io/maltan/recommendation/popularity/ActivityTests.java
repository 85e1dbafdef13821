package io.maltan.recommendation.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivityTests {

    private static final long DAY = 86_400;
    private static final long NOW = 1_000 * DAY;

    @Test
    void aQuietPlaceThatWakesRisesAboveABigOneThatIsAsEver() {
        Activity big = Activity.NONE;
        for (int day = 200; day >= 0; day--) {
            for (int visit = 0; visit < 20; visit++) {
                big = big.with(NOW - day * DAY, 1);
            }
        }
        Activity waking = Activity.NONE.with(NOW - 100 * DAY, 1);
        for (int visit = 0; visit < 12; visit++) {
            waking = waking.with(NOW - visit * 3_600L, 1);
        }
        assertThat(waking.rise(Window.DAY, NOW)).isGreaterThan(big.rise(Window.DAY, NOW));
        assertThat(big.rise(Window.WEEK, NOW)).isLessThan(waking.rise(Window.WEEK, NOW));
    }

    @Test
    void theOrderOfEventsDoesNotMatter() {
        Activity forth = Activity.NONE.with(NOW - DAY, 1).with(NOW, 1);
        Activity back = Activity.NONE.with(NOW, 1).with(NOW - DAY, 1);
        assertThat(back.rise(Window.DAY, NOW)).isEqualTo(forth.rise(Window.DAY, NOW));
    }

    @Test
    void whatIsTakenOffLeavesNothing() {
        Activity once = Activity.NONE.with(NOW, 1);
        Activity again = once.with(NOW + DAY, 1).with(NOW + DAY, -1);
        assertThat(again.rise(Window.DAY, NOW + DAY))
                .isCloseTo(once.rise(Window.DAY, NOW + DAY), within(1e-12));
    }

    @Test
    void aRiseIsForgotten() {
        Activity risen = Activity.NONE.with(NOW, 1).with(NOW, 1).with(NOW, 1);
        assertThat(risen.rise(Window.DAY, NOW)).isPositive();
        assertThat(risen.rise(Window.DAY, NOW + 10 * DAY)).isLessThan(0.05);
    }
}
