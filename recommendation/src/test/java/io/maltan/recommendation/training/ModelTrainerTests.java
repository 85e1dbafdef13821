package io.maltan.recommendation.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.filter.FilterSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two towns: who lives in one never comes to the other. */
class ModelTrainerTests {

    private static final int PEOPLE = 100;
    private static final int HALF = 30;
    private static final Instant MIDDLE = Instant.ofEpochSecond(900);
    private static final Instant NOW = Instant.ofEpochSecond(2_000);

    private final ModelTrainer trainer =
            new ModelTrainer(
                    ItemGraphTrainer.Settings.STANDARD,
                    FilterSettings.STANDARD.sized(30, 16),
                    ModelChoice.Limits.OF_A_PROCESS,
                    0.1,
                    text -> {});

    private static TrainingSet set() {
        Random random = new Random(3);
        Interactions.Builder builder = new Interactions.Builder();
        ItemIds people = new ItemIds();
        for (int person = 0; person < PEOPLE; person++) {
            int town = person % 2;
            for (int visit = 0; visit < 12; visit++) {
                builder.add(town * HALF + random.nextInt(HALF), visit * 100);
            }
            builder.nextPerson();
            people.add(new UUID(1, person));
        }
        ItemIds ids = new ItemIds();
        for (int item = 0; item < 2 * HALF; item++) {
            ids.add(new UUID(2, item));
        }
        return new TrainingSet(builder.build(2 * HALF), ids, people);
    }

    /** In service, and only as good as this: higher scores for the town that people are of. */
    private static InService knowing(boolean theTown) {
        return new InService(
                MIDDLE,
                (history, scores) -> {
                    boolean second = (history[0] >= HALF) == theTown;
                    Arrays.fill(scores, second ? HALF : 0, second ? 2 * HALF : HALF, 1);
                },
                null);
    }

    private ModelTrainer.Candidate train(InService inService) {
        return trainer.train(trainer.plan(set(), inService), NOW);
    }

    @Test
    void aWorseModelInServiceGivesWay() {
        ModelTrainer.Candidate candidate = train(knowing(false));
        assertThat(candidate.isBetter()).isTrue();
        assertThat(candidate.verdict()).startsWith("live: Recall@20");
    }

    @Test
    void aModelThatIsWorseThanTheOneInServiceDoesNotGoLive() {
        InService prophet = prophet();
        ModelTrainer.Candidate candidate = train(prophet);
        assertThat(candidate.isBetter()).isFalse();
        assertThat(candidate.verdict()).startsWith("not live: Recall@20");
    }

    /** Knows what everybody will come to. */
    private static InService prophet() {
        Interactions all = set().interactions();
        Interactions before = all.before((int) MIDDLE.getEpochSecond());
        return new InService(
                MIDDLE,
                (history, scores) -> {
                    for (int person = 0; person < PEOPLE; person++) {
                        if (Arrays.equals(history, before.itemsOf(person))) {
                            for (int item : all.itemsOf(person)) {
                                scores[item] = 1;
                            }
                        }
                    }
                },
                null);
    }

    @Test
    void withNothingToCompareWithItGoesLive() {
        ModelTrainer.Candidate first = trainer.train(trainer.plan(set(), null), NOW);
        assertThat(first.isBetter()).isTrue();
        assertThat(first.verdict()).startsWith("live: nothing fair");
    }

    @Test
    void weightsAreLearnedFromThoseWhoAreJudged() {
        TrainingPlan plan = trainer.plan(set(), null);
        assertThat(plan.people()).isNotEmpty().allMatch(id -> id.getMostSignificantBits() == 1);
        assertThat(trainer.plan(set(), knowing(true)).people()).hasSizeGreaterThan(50);
    }
}
