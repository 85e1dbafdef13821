package io.maltan.recommendation.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnchoredLogitTests {

    private static final double[] BELIEVED = {1, 1, 1, 0};

    private static AnchoredLogit logit(double[] believed, boolean... held) {
        return new AnchoredLogit(believed, Arrays.copyOf(held, believed.length), 2);
    }

    /** Choices among ten by people to whom features count as much as the weights say. */
    private static void choose(AnchoredLogit logit, int count, double... weights) {
        Random random = new Random(5);
        for (int choice = 0; choice < count; choice++) {
            float[][] rows = new float[10][weights.length];
            double[] scores = new double[rows.length];
            for (int row = 0; row < rows.length; row++) {
                for (int feature = 0; feature < weights.length; feature++) {
                    rows[row][feature] = (float) random.nextGaussian();
                    scores[row] += weights[feature] * rows[row][feature];
                }
                scores[row] -= Math.log(-Math.log(random.nextDouble()));
            }
            int best = 0;
            for (int row = 1; row < rows.length; row++) {
                best = scores[row] > scores[best] ? row : best;
            }
            float[] chosen = rows[best];
            rows[best] = rows[0];
            rows[0] = chosen;
            float[] all = new float[rows.length * weights.length];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, all, row * weights.length, weights.length);
            }
            logit.add(all, choice % 2);
        }
    }

    @Test
    void findsWhatCountsHowMuch() {
        AnchoredLogit logit = logit(BELIEVED);
        choose(logit, 3_000, 0.5, 1, 2, 0);
        double[] learned = logit.learn();
        assertThat(learned[0] / learned[1]).isCloseTo(0.5, Offset.offset(0.1));
        assertThat(learned[2] / learned[1]).isCloseTo(2, Offset.offset(0.3));
        assertThat(Arrays.stream(logit.ranks(learned)).average().orElseThrow())
                .isLessThan(Arrays.stream(logit.ranks(BELIEVED)).average().orElseThrow());
    }

    @Test
    void whatSpeaksAgainstBeliefsCannotTurnAWeightsSign() {
        AnchoredLogit logit = logit(BELIEVED);
        choose(logit, 2_000, -1, 1, 1, -1);
        double[] learned = logit.learn();
        assertThat(learned[0]).isBetween(0.0, 0.3);
        assertThat(learned[3]).isZero();
    }

    @Test
    void aFewChoicesChangeLittle() {
        AnchoredLogit logit = logit(BELIEVED);
        choose(logit, 3, 0, 0, 5, 0);
        double[] learned = logit.learn();
        for (int feature = 0; feature < 3; feature++) {
            assertThat(learned[feature]).isBetween(0.6, 1.7);
        }
    }

    @Test
    void howDecidedlyPeopleChooseChangesNoWeight() {
        AnchoredLogit logit = logit(BELIEVED);
        choose(logit, 2_000, 3, 3, 3, 0);
        for (double weight : Arrays.copyOf(logit.learn(), 3)) {
            assertThat(weight).isCloseTo(1, Offset.offset(0.15));
        }
    }

    @Test
    void aHeldWeightStays() {
        AnchoredLogit logit = logit(BELIEVED, true);
        choose(logit, 1_000, 0.1, 1, 1, 0);
        double[] learned = logit.learn();
        assertThat(learned[0]).isEqualTo(1);
        assertThat(learned[1]).isGreaterThan(1.5);
    }

    @Test
    void ofNoChoicesNothingIsLearned() {
        assertThat(logit(BELIEVED).learn()).containsExactly(BELIEVED);
    }
}
