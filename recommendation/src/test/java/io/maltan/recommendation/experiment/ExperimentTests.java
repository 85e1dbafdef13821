package io.maltan.recommendation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maltan.recommendation.ranking.Experiments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExperimentTests {

    private static final int PEOPLE = 20_000;

    private final Random random = new Random(9);
    private final List<UUID> people =
            Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                    .limit(PEOPLE)
                    .toList();

    private static Experiment experiment(String name, double... shares) {
        List<Experiment.VariantPlan> variants =
                IntStream.range(0, shares.length)
                        .mapToObj(at -> new Experiment.VariantPlan("v" + at, shares[at], Map.of()))
                        .toList();
        return new Experiment(name, 1, variants, Instant.EPOCH, Instant.EPOCH);
    }

    private double share(Experiment experiment, String variant) {
        long members =
                people.stream()
                        .filter(person ->
                                experiment
                                        .variantOf(person)
                                        .map(Experiments.Variant::name)
                                        .filter(variant::equals)
                                        .isPresent())
                        .count();
        return (double) members / PEOPLE;
    }

    @Test
    void peopleAreDividedByTheShares() {
        Experiment experiment = experiment("reach", 0.5, 0.2);
        assertThat(share(experiment, "v0")).isCloseTo(0.5, within(0.02));
        assertThat(share(experiment, "v1")).isCloseTo(0.2, within(0.02));
    }

    @Test
    void whoIsInAVariantStaysThereWhenItGrows() {
        Experiment small = experiment("reach", 0.1);
        Experiment large = experiment("reach", 0.4);
        assertThat(people.stream().filter(person -> small.variantOf(person).isPresent()))
                .allMatch(person -> large.variantOf(person).isPresent());
    }

    @Test
    void experimentsAreIndependentOfOneAnother() {
        Experiment one = experiment("one", 0.5);
        Experiment two = experiment("two", 0.5);
        long both =
                people.stream()
                        .filter(person -> one.variantOf(person).isPresent())
                        .filter(person -> two.variantOf(person).isPresent())
                        .count();
        assertThat((double) both / PEOPLE).isCloseTo(0.25, within(0.02));
    }

    @Test
    void wilsonsIntervalHoldsForSmallCounts() {
        assertThat(Interval.of(0, 0)).isEqualTo(new Interval(0, 0, 1));
        Interval none = Interval.of(0, 10);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.2775, within(0.0005));
        Interval half = Interval.of(50, 100);
        assertThat(half.rate()).isEqualTo(0.5);
        assertThat(half.low()).isCloseTo(0.4038, within(0.0005));
        assertThat(half.high()).isCloseTo(0.5962, within(0.0005));
    }
}
