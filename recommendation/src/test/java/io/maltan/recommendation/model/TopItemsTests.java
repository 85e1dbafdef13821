package io.maltan.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopItemsTests {

    @Test
    void areThoseOfAFullSort() {
        Random random = new Random(5);
        for (int size = 0; size < 60; size++) {
            float[] scores = new float[size];
            for (int item = 0; item < size; item++) {
                scores[item] = random.nextInt(9) - 4;
            }
            int[] expected =
                    IntStream.range(0, size)
                            .boxed()
                            .sorted(Comparator.comparingDouble((Integer item) -> -scores[item]))
                            .limit(7)
                            .mapToInt(Integer::intValue)
                            .toArray();
            assertThat(TopItems.of(scores, 7)).containsExactly(expected);
        }
    }
}
