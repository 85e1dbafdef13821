package io.maltan.recommendation.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.filter.FilterSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two towns: who lives in one never comes to the other. */
class ModelTrainerTests {

    private static final int PEOPLE = 100;
    private static final int HALF = 30;
    private static final Instant MIDDLE = Instant.ofEpochSecond(900);
    private static final Instant NOW = Instant.ofEpochSecond(2_000);

    private static final int RANK = 16;
    private static final int A_FEW = 20;

    private final ModelTrainer trainer = trainer(ModelChoice.Limits.OF_A_PROCESS);
    private final ModelTrainer ofGraphs = trainer(new ModelChoice.Limits(300 << 20, 10));

    private static ModelTrainer trainer(ModelChoice.Limits limits) {
        return new ModelTrainer(
                ItemGraphTrainer.Settings.STANDARD,
                FilterSettings.STANDARD.sized(30, RANK),
                limits,
                0.1,
                text -> {});
    }

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
                0,
                (history, scores) -> {
                    boolean second = (history[0] >= HALF) == theTown;
                    Arrays.fill(scores, second ? HALF : 0, second ? 2 * HALF : HALF, 1);
                },
                null);
    }

    private ModelTrainer.Candidate train(InService inService) {
        return train(trainer, inService);
    }

    private static ModelTrainer.Candidate train(ModelTrainer by, InService inService) {
        return by.train(by.plan(set(), inService), NOW);
    }

    private static InService of(InService one, Instant trainedAt, int rank) {
        return new InService(trainedAt, rank, one.scoring(), null);
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

    /** A graph of what is known, but for a few people of whom it knows all. */
    private static Trial.Scoring knowingAFew() {
        Trial.Scoring prophet = prophet().scoring();
        ItemModel graph =
                new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(whatIsKnown());
        return (history, scores) -> {
            if (IntStream.range(0, A_FEW)
                    .anyMatch(person -> Arrays.equals(history, whatIsKnown().itemsOf(person)))) {
                prophet.score(history, scores);
            } else {
                float[] ones = new float[history.length];
                Arrays.fill(ones, 1);
                graph.fold(history, ones).addTo(scores);
            }
        };
    }

    @Test
    void aModelThatIsWorseWithinChanceDoesNotGoLive() {
        Trial trial = Trial.since(set().interactions(), 1_000);
        Trial.Outcome graph =
                trial.judge(
                        new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD)
                                .train(trial.rest()));
        assertThat(trial.judge(knowingAFew()).ahead(graph)).isBetween(0.1, 2.0);

        ModelTrainer.Candidate candidate =
                train(ofGraphs, new InService(MIDDLE, 0, knowingAFew(), null));
        assertThat(candidate.isBetter()).isFalse();
        assertThat(candidate.verdict()).startsWith("not live: Recall@20");
    }

    @Test
    void aLesserMethodReplacesABetterOneOnlyWhereItIsAhead() {
        assertThat(train(ofGraphs, of(knowing(false), MIDDLE, RANK)).isBetter()).isTrue();
        assertThat(train(ofGraphs, of(prophet(), MIDDLE, RANK)).isBetter()).isFalse();
        ModelTrainer.Candidate unjudged = train(ofGraphs, of(knowing(false), NOW, RANK));
        assertThat(unjudged.isBetter()).isFalse();
        assertThat(unjudged.verdict()).startsWith("not live: nothing fair");
    }

    @Test
    void whereNothingCanBeToldAMethodAsGoodGoesLive() {
        ModelTrainer.Candidate graph = train(ofGraphs, of(knowing(true), NOW, 0));
        assertThat(graph.isBetter()).isTrue();
        assertThat(graph.verdict()).startsWith("live: nothing fair");
    }

    /** What is set aside is the later half of what came after the model in service. */
    private static Interactions whatIsKnown() {
        return set().interactions().before(1_000);
    }

    /** Knows what everybody will come to. */
    private static InService prophet() {
        Interactions all = set().interactions();
        Interactions before = whatIsKnown();
        return new InService(
                MIDDLE,
                0,
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
        assertThat(first.verdict()).startsWith("live: none");
    }

    @Test
    void weightsAreLearnedFromThoseWhoAreJudged() {
        TrainingPlan plan = trainer.plan(set(), null);
        assertThat(plan.people()).isNotEmpty().allMatch(id -> id.getMostSignificantBits() == 1);
        assertThat(trainer.plan(set(), knowing(true)).people()).hasSizeGreaterThan(50);
    }
}
