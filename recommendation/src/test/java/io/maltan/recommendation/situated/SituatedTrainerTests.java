package io.maltan.recommendation.situated;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.learning.ConditionalLogit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A town where people like either of two kinds of places, and each kind has its hours. */
class SituatedTrainerTests {

    private static final int PLACES = 300;
    private static final int PEOPLE = 80;
    private static final int VISITS = 40;
    private static final long DAY = 86_400;

    private final Random random = new Random(4);
    private final Town town = town();
    private final int[][] places = new int[PEOPLE][VISITS + 10];
    private final long[][] seconds = new long[PEOPLE][VISITS + 10];

    SituatedTrainerTests() {
        for (int person = 0; person < PEOPLE; person++) {
            for (int visit = 0; visit < VISITS + 10; visit++) {
                visit(person, visit);
            }
        }
    }

    private Town town() {
        double[] lat = new double[PLACES];
        double[] lon = new double[PLACES];
        int[] category = new int[PLACES];
        for (int place = 0; place < PLACES; place++) {
            lat[place] = 10 + random.nextDouble() * 0.02;
            lon[place] = 0 + random.nextDouble() * 0.02;
            category[place] = place % 4;
        }
        return new Town(lat, lon, category, 4);
    }

    /** Everybody goes to cafés in the morning and, as they like, to bars or concerts at night. */
    private void visit(int person, int visit) {
        boolean morning = random.nextBoolean();
        int kind = morning ? 0 : 1 + person % 2;
        places[person][visit] = 4 * random.nextInt(PLACES / 4) + kind;
        seconds[person][visit] = visit * DAY + (morning ? 8 : 21) * 3_600L;
    }

    private Diary diary() {
        return new Diary() {
            @Override
            public int people() {
                return PEOPLE;
            }

            @Override
            public int visits(int person) {
                return VISITS;
            }

            @Override
            public int place(int person, int visit) {
                return places[person][visit];
            }

            @Override
            public long second(int person, int visit) {
                return seconds[person][visit];
            }
        };
    }

    private double meanReciprocalRank(SituatedRanking ranking, SituatedRanking.Rule rule) {
        double sum = 0;
        int count = 0;
        for (int person = 0; person < PEOPLE; person++) {
            for (int visit = VISITS; visit < VISITS + 10; visit++) {
                int place = places[person][visit];
                double rank =
                        ranking.rank(
                                Query.numbered(count, person, place, seconds[person][visit], town),
                                rule);
                if (rank > 0) {
                    sum += 1 / rank;
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(300);
        return sum / count;
    }

    @Test
    void learnsToRankBetterThanEverySimpleRule() {
        SituatedRanking ranking = new SituatedTrainer(town, diary(), text -> {}).train();
        double learned = meanReciprocalRank(ranking, SituatedRanking.Rule.LEARNED);
        for (SituatedRanking.Rule rule : SituatedRanking.Rule.values()) {
            if (rule != SituatedRanking.Rule.LEARNED) {
                assertThat(learned)
                        .as(rule.name())
                        .isGreaterThan(meanReciprocalRank(ranking, rule) * 1.2);
            }
        }
        assertThat(ranking.weights().get("hour_category")).isGreaterThan(0.3);
    }

    @Test
    void learnsTheSameEachTime() {
        assertThat(new SituatedTrainer(town, diary(), text -> {}).train().weights())
                .isEqualTo(new SituatedTrainer(town, diary(), text -> {}).train().weights());
    }

    @Test
    void theGridFindsWhatBruteForceFinds() {
        for (int at = 0; at < 20; at++) {
            double lat = 10 + random.nextDouble() * 0.02;
            double lon = random.nextDouble() * 0.02;
            int expected = 0;
            for (int place = 0; place < PLACES; place++) {
                expected += town.kilometres(place, lat, lon) <= 0.8 ? 1 : 0;
            }
            assertThat(town.within(lat, lon, 0.8).size()).isEqualTo(expected);
        }
    }

    @Test
    void theGridGoesAroundTheWorld() {
        Town atTheDateLine =
                new Town(new double[] {-17, -17}, new double[] {179.999, -179.999}, new int[2], 1);
        assertThat(atTheDateLine.within(-17, 179.9995, 1).size()).isEqualTo(2);
        assertThat(atTheDateLine.within(-17, -179.9995, 1).size()).isEqualTo(2);
    }

    /** Of two features the first decides. */
    @Test
    void aChoiceIsExplainedByWhatDecidesIt() {
        ConditionalLogit logit = new ConditionalLogit(2);
        for (int choice = 0; choice < 400; choice++) {
            float[] rows = new float[10 * 2];
            int best = 0;
            double utility = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < 10; row++) {
                rows[2 * row] = (float) random.nextGaussian();
                rows[2 * row + 1] = (float) random.nextGaussian();
                double gumbel = -Math.log(-Math.log(random.nextDouble()));
                if (2 * rows[2 * row] + gumbel > utility) {
                    utility = 2 * rows[2 * row] + gumbel;
                    best = row;
                }
            }
            swap(rows, best);
            logit.add(rows);
        }
        double[] weights = logit.learn();
        assertThat(weights[0]).isBetween(1.7, 2.3);
        assertThat(weights[1]).isBetween(-0.2, 0.2);
    }

    private static void swap(float[] rows, int best) {
        for (int feature = 0; feature < 2; feature++) {
            float first = rows[feature];
            rows[feature] = rows[2 * best + feature];
            rows[2 * best + feature] = first;
        }
    }
}
