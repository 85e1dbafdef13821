package io.maltan.recommendation.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.filter.FilterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelChoiceTests {

    private final List<String> log = new ArrayList<>();

    private ModelChoice choice(ModelChoice.Limits limits) {
        return new ModelChoice(
                ItemGraphTrainer.Settings.STANDARD,
                FilterSettings.STANDARD.sized(30, 16),
                limits,
                log::add);
    }

    private static Interactions twoTowns(int people) {
        Random random = new Random(3);
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < people; person++) {
            int town = person % 2;
            for (int visit = 0; visit < 12; visit++) {
                builder.add(town * 30 + random.nextInt(30), visit * 100);
            }
            builder.nextPerson();
        }
        return builder.build(60);
    }

    @Test
    void tellsHowItDidAndHowTheGraphDid() {
        for (boolean hasTimes : List.of(true, false)) {
            TrainedModel best =
                    choice(ModelChoice.Limits.OF_A_PROCESS).best(twoTowns(100), hasTimes);
            assertThat(Objects.requireNonNull(best.measure()).recall()).isGreaterThan(0.5);
            assertThat(Objects.requireNonNull(best.graphMeasure()).recall()).isGreaterThan(0.5);
            assertThat(best.model().items()).isEqualTo(60);
        }
    }

    @Test
    void theFilterIsNotTriedWhereItWouldTakeTooMuch() {
        TrainedModel best = choice(new ModelChoice.Limits(300 << 20, 10)).best(twoTowns(100), true);
        assertThat(best.model().kind()).isEqualTo("graph");
        assertThat(log).anyMatch(line -> line.contains("too much"));
    }

    @Test
    void ofNextToNothingItMakesTheGraph() {
        TrainedModel best = choice(ModelChoice.Limits.OF_A_PROCESS).best(twoTowns(4), true);
        assertThat(best.model().kind()).isEqualTo("graph");
        assertThat(best.measure()).isNull();
    }

    @Test
    void oneThatIsAheadForEverybodyIsAheadBeyondDoubt() {
        Interactions all = twoTowns(100);
        Trial trial = Trial.ofSome(all, 0.1);
        Trial.Outcome graph =
                trial.judge(
                        new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD)
                                .train(trial.rest()));
        Interactions nothing = new Interactions.Builder().build(60);
        Trial.Outcome none =
                trial.judge(
                        new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(nothing));
        assertThat(graph.ahead(none)).isGreaterThan(5);
        assertThat(none.ahead(graph)).isLessThan(-5);
        assertThat(graph.ahead(graph)).isZero();
    }

    @Test
    void whatIsSetAsideIsNotTrainedOn() {
        Interactions all = twoTowns(100);
        Trial trial = Trial.ofLatest(all, 0.25);
        assertThat(trial.rest().size())
                .isBetween((int) (all.size() * 0.6), (int) (all.size() * 0.8));
        assertThat(trial.people()).isGreaterThan(50);
    }
}
