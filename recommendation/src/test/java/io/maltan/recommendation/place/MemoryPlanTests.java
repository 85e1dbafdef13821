package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryPlanTests {

    private static final long MEGABYTE = 1 << 20;
    private static final MemoryShare PEOPLE = share("people", 30 * MEGABYTE, 0);
    private static final MemoryShare MODEL = share("model", 0, 16);
    private final MemoryPlan plan =
            MemoryPlan.of(200 * MEGABYTE, 56 * MEGABYTE, List.of(PEOPLE, MODEL));

    private static MemoryShare share(String what, long bytes, long bytesPerPlace) {
        return new MemoryShare() {
            @Override
            public String what() {
                return what;
            }

            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public long bytesPerPlace() {
                return bytesPerPlace;
            }
        };
    }

    @Test
    void aMillionPlacesFitIntoTheHeapOfTheContainer() {
        assertThatCode(() -> plan.check(1_000_000)).doesNotThrowAnyException();
        assertThat(plan.mostPlaces()).isBetween(1_050_000, 1_200_000);
        assertThat(plan.roomFor(1_000_000)).isGreaterThan(1_000_000);
    }

    @Test
    void refusesWhatDoesNotFitAndSaysWhatWould() {
        assertThatThrownBy(() -> plan.check(5_000_000))
                .isInstanceOf(MemoryPlan.NotEnoughMemory.class)
                .hasMessageContaining("5,000,000 places with about 443 MB")
                .hasMessageContaining("people with 30 MB")
                .hasMessageContaining("model with 76 MB")
                .hasMessageContaining("a heap of 200 MB")
                .hasMessageMatching("(?s).*-Xmx6\\d\\dm or more\\.");
    }

    @Test
    void whatIsLeftForPassingWorkIsWhatNothingElseMayTake() {
        assertThat(plan.spare(0)).isEqualTo((200 - 56 - 30) * MEGABYTE);
        assertThat(plan.spare(1_000_000))
                .isEqualTo(plan.spare(0) - 1_000_000L * (16 + MemoryPlan.BYTES_PER_PLACE));
        assertThat(plan.spare(9_000_000)).isZero();
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
        assertThat(index.bytes())
                .isLessThan((long) count * MemoryPlan.BYTES_PER_PLACE + new NameWords().bytes());
    }
}
