package io.maltan.recommendation.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maltan.recommendation.model.CompositeFilter;
import io.maltan.recommendation.model.Interactions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against dense matrices, by the definition. */
class FilterTrainerTests {

    private static final int PEOPLE = 60;
    private static final int ITEMS = 40;
    private static final double STRENGTH = 2.5;

    private final double[][] histories = new double[PEOPLE][ITEMS];
    private final Interactions interactions = draw();

    private Interactions draw() {
        Random random = new Random(11);
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < PEOPLE; person++) {
            for (int draw = 0; draw < 2 + random.nextInt(8); draw++) {
                int town = person % 3;
                int item = (town * 12 + random.nextInt(16)) % (ITEMS - 1);
                histories[person][item] = 1;
                builder.add(item, draw);
            }
            builder.nextPerson();
        }
        return builder.build(ITEMS);
    }

    private static FilterSettings settings(int neighbours, int rank, double lowRankWeight) {
        return new FilterSettings(neighbours, rank, STRENGTH, lowRankWeight, 0.4, 2, 7);
    }

    private double personDegree(int person) {
        double degree = 0;
        for (double value : histories[person]) {
            degree += value;
        }
        return degree;
    }

    private double itemDegree(int item) {
        double degree = 0;
        for (double[] history : histories) {
            degree += history[item];
        }
        return degree;
    }

    private double power(int item, double exponent) {
        return itemDegree(item) == 0 ? 0 : Math.pow(itemDegree(item), exponent);
    }

    /** D_i^a Rᵀ D_u^-1 R D_i^b. */
    private double[][] together(double a, double b) {
        double[][] dense = new double[ITEMS][ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            for (int j = 0; j < ITEMS; j++) {
                for (int person = 0; person < PEOPLE; person++) {
                    dense[i][j] +=
                            histories[person][i] * histories[person][j] / personDegree(person);
                }
                dense[i][j] *= power(i, a) * power(j, b);
            }
        }
        return dense;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private double[][] sharpening() {
        double[][] p = together(-0.5, -0.5);
        double[][] term = new double[ITEMS][ITEMS];
        double[][] sum = new double[ITEMS][ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            term[i][i] = 1;
            sum[i][i] = 1;
        }
        for (int power = 1; power <= 4; power++) {
            term = product(term, p);
            for (int i = 0; i < ITEMS; i++) {
                for (int j = 0; j < ITEMS; j++) {
                    term[i][j] *= -STRENGTH / power;
                    sum[i][j] += term[i][j];
                }
            }
        }
        return sum;
    }

    @Test
    void theSparsePartIsThatOfDenseMatrices() {
        CompositeFilter filter = new FilterTrainer(settings(ITEMS, 4, 0)).train(interactions);
        double[][] expected = product(together(-0.5, -0.4), sharpening());

        for (int from = 0; from < ITEMS; from++) {
            double step = largest(expected[from], from) / Byte.MAX_VALUE;
            for (int to = 0; to < ITEMS; to++) {
                if (from != to) {
                    assertThat(filter.contribution(from, to))
                            .isCloseTo(expected[from][to], within(step * 0.51 + 1e-6));
                }
            }
        }
    }

    private static double largest(double[] row, int without) {
        double largest = 0;
        for (int at = 0; at < row.length; at++) {
            largest = at == without ? largest : Math.max(largest, Math.abs(row[at]));
        }
        return largest;
    }

    /** With full rank V Vᵀ is the identity where there are degrees: A Bᵀ = D^-½ D^½ h(P). */
    @Test
    void theLowRankPartOfFullRankIsTheSharpeningItself() {
        CompositeFilter filter = new FilterTrainer(settings(0, ITEMS, 1)).train(interactions);
        double[][] h = sharpening();

        for (int from = 0; from < ITEMS; from++) {
            for (int to = 0; to < ITEMS; to++) {
                double expected = power(from, -0.5) * h[to][from] * power(from, 0.5);
                assertThat(filter.contribution(from, to)).isCloseTo(expected, within(0.03));
            }
        }
    }

    @Test
    void keepsTheLargestInAbsoluteValue() {
        CompositeFilter all = new FilterTrainer(settings(ITEMS, 4, 0)).train(interactions);
        CompositeFilter some = new FilterTrainer(settings(5, 4, 0)).train(interactions);

        assertThat(some.links()).isLessThanOrEqualTo(5 * ITEMS).isGreaterThan(3 * ITEMS);
        for (int to = 0; to < ITEMS; to++) {
            double kept = some.contribution(3, to);
            assertThat(kept == 0 || kept == all.contribution(3, to)).isTrue();
        }
    }

    @Test
    void aHistoryScoresAsTheSumOfItsItems() {
        CompositeFilter filter = new FilterTrainer(settings(8, 6, 0.3)).train(interactions);
        float[] all = new float[ITEMS];
        var fold = filter.fold(new int[] {3, 9, 20}, new float[] {1, 0.5f, -1});
        fold.addTo(all);
        float[] together = new float[ITEMS];
        filter.addTo(List.of(fold), List.of(together));

        for (int item = 0; item < ITEMS; item++) {
            double expected =
                    filter.contribution(3, item)
                            + 0.5 * filter.contribution(9, item)
                            - filter.contribution(20, item);
            assertThat(fold.score(item)).isCloseTo(expected, within(1e-4));
            assertThat((double) all[item]).isCloseTo(expected, within(1e-4));
            assertThat((double) together[item]).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void rowsOfSomeItemsAreThoseOfAll() {
        CompositeFilter all = new FilterTrainer(settings(8, 6, 0.3)).train(interactions);
        CompositeFilter some =
                new FilterTrainer(settings(8, 6, 0.3)).trainFor(interactions, new int[] {3, 33});
        for (int to = 0; to < ITEMS; to++) {
            assertThat(some.contribution(3, to)).isCloseTo(all.contribution(3, to), within(1e-6));
            assertThat(some.contribution(33, to)).isCloseTo(all.contribution(33, to), within(1e-6));
        }
    }

    @Test
    void findsTheKthLargest() {
        Random random = new Random(2);
        for (int k = 0; k <= 40; k++) {
            float[] numbers = new float[40];
            for (int at = 0; at < 40; at++) {
                numbers[at] = random.nextInt(12);
            }
            float[] sorted = numbers.clone();
            Arrays.sort(sorted);
            float expected = k == 0 ? Float.POSITIVE_INFINITY : k == 40 ? 0 : sorted[40 - k];
            assertThat(Selection.atLeast(numbers, k)).isEqualTo(expected);
        }
    }
}
