package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryPlanTests {

    private static final long MEGABYTE = 1 << 20;
    private final MemoryPlan plan = MemoryPlan.of(256 * MEGABYTE, 100 * MEGABYTE);

    @Test
    void aMillionPlacesFitIntoTheHeapOfTheContainer() {
        assertThatCode(() -> plan.check(1_000_000)).doesNotThrowAnyException();
        assertThat(plan.mostPlaces()).isBetween(1_050_000, 1_400_000);
        assertThat(plan.roomFor(1_000_000)).isGreaterThan(1_000_000);
    }

    @Test
    void refusesWhatDoesNotFitAndSaysWhatWould() {
        assertThatThrownBy(() -> plan.check(5_000_000))
                .isInstanceOf(MemoryPlan.NotEnoughMemory.class)
                .hasMessageContaining("5,000,000 places need about")
                .hasMessageContaining("256 MB")
                .hasMessageMatching("(?s).*-Xmx[78]\\d\\dm or more\\.");
    }

    @Test
    void theEstimateIsNotBelowWhatIsTaken() {
        Random random = new Random(1);
        PlaceIndex index = new PlaceIndex();
        int count = 100_000;
        index.reserve(count, count);
        for (int place = 0; place < count; place++) {
            index.put(
                    Towns.place(
                            new UUID(random.nextLong(), random.nextLong()),
                            "마포 국수 " + place,
                            "food.korean",
                            37.4 + 0.3 * random.nextDouble(),
                            126.8 + 0.3 * random.nextDouble(),
                            "open",
                            1,
                            null));
        }
        assertThat(index.bytes()).isLessThan((long) count * MemoryPlan.BYTES_PER_PLACE);
    }
}
