package io.maltan.recommendation.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RiseSketchTests {

    private static final int DAY = 4;
    private static final int NOW = 80_000;
    private static final int BIG = 1;
    private static final int WAKING = 2;

    private final RiseSketch sketch = new RiseSketch(16);

    @Test
    void aQuietPlaceThatWakesRisesAboveABigOneThatIsAsEver() {
        for (int block = 80 * DAY; block >= 0; block--) {
            sketch.add(BIG, NOW - block, 20);
        }
        sketch.add(WAKING, NOW - 70 * DAY, 1);
        for (int visit = 0; visit < 12; visit++) {
            sketch.add(WAKING, NOW - visit / 4, 1);
        }
        for (Window window : Window.values()) {
            assertThat(sketch.rise(WAKING, window, NOW))
                    .isGreaterThan(2 * sketch.rise(BIG, window, NOW))
                    .isGreaterThan(1);
        }
    }

    @Test
    void theOrderOfEventsDoesNotMatter() {
        sketch.add(1, NOW - DAY, 2);
        sketch.add(1, NOW, 2);
        sketch.add(2, NOW, 2);
        sketch.add(2, NOW - DAY, 2);
        assertThat(sketch.rise(2, Window.DAY, NOW)).isEqualTo(sketch.rise(1, Window.DAY, NOW));
    }

    @Test
    void whatIsTakenOffLeavesNothing() {
        sketch.add(1, NOW, 3);
        double before = sketch.rise(1, Window.DAY, NOW + DAY);
        sketch.add(1, NOW + DAY, 1);
        sketch.add(1, NOW + DAY, -1);
        assertThat(sketch.rise(1, Window.DAY, NOW + DAY)).isCloseTo(before, within(1e-12));
    }

    @Test
    void aRiseIsForgotten() {
        sketch.add(1, NOW, 5);
        assertThat(sketch.rise(1, Window.DAY, NOW)).isPositive();
        assertThat(sketch.rise(1, Window.DAY, NOW + 10 * DAY)).isZero();
    }

    @Test
    void onePersonAloneIsNoRise() {
        sketch.add(1, NOW, 1);
        assertThat(sketch.rise(1, Window.DAY, NOW)).isZero();
        assertThat(sketch.rise(1, Window.WEEK, NOW)).isZero();
    }

    @Test
    void norDoesOneWhoComesAgainEveryTwoWeeksMakeARise() {
        for (int block = NOW - 84 * DAY; block <= NOW; block += 14 * DAY) {
            sketch.add(1, block, 1);
            assertThat(sketch.rise(1, Window.DAY, block)).isZero();
            assertThat(sketch.rise(1, Window.WEEK, block)).isZero();
        }
    }

    @Test
    void theQuietestAreForgottenWhereThereIsNoMoreRoom() {
        for (int place = 0; place < 1_000; place++) {
            sketch.add(place, NOW, 2);
        }
        for (int place = 0; place < 10; place++) {
            sketch.add(place, NOW, 50);
        }
        for (int place = 1_000; place < 5_000; place++) {
            sketch.add(place, NOW, 2);
        }
        for (int place = 0; place < 10; place++) {
            assertThat(sketch.rise(place, Window.DAY, NOW)).isPositive();
        }
    }
}
