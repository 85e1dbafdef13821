package io.maltan.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maltan.recommendation.training.Trial;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemGraphTrainerTests {

    private static ItemGraphTrainer.Settings keeping(int neighbours) {
        return new ItemGraphTrainer.Settings(0.7, 0.5, 0.35, neighbours, 1_000);
    }

    /** Ann came to 0 and 1, Bob to 0, 1 and 2, Cho to 2 alone. */
    private static Interactions threePeople() {
        Interactions.Builder builder = new Interactions.Builder();
        builder.add(0, 10);
        builder.add(1, 11);
        builder.nextPerson();
        builder.add(2, 9);
        builder.add(0, 12);
        builder.add(1, 13);
        builder.add(1, 7);
        builder.nextPerson();
        builder.add(2, 14);
        builder.nextPerson();
        return builder.build(3);
    }

    @Test
    void weighsAsComputedByHand() {
        ItemGraph graph = new ItemGraphTrainer(keeping(10)).train(threePeople());

        double ann = Math.pow(2, -0.7);
        double bob = Math.pow(3, -0.7);
        double two = Math.pow(2, -0.5) * Math.pow(2, -0.35);
        assertThat(graph.contribution(0, 1)).isCloseTo((ann + bob) * two, within(1e-6));
        assertThat(graph.contribution(0, 2)).isCloseTo(bob * two, within(1e-6));
        assertThat(graph.contribution(2, 0)).isCloseTo(bob * two, within(1e-6));
        assertThat(graph.contribution(1, 1)).isZero();
        assertThat(graph.links()).isEqualTo(6);
    }

    @Test
    void keepsTheStrongestLinksInOrder() {
        ItemGraph graph = new ItemGraphTrainer(keeping(1)).train(threePeople());
        assertThat(graph.links()).isEqualTo(3);
        assertThat(graph.neighbour(graph.from(0))).isEqualTo(1);
        assertThat(graph.neighbour(graph.from(1))).isZero();
    }

    @Test
    void repeatedInteractionsCountOnceWithTheirLatestTime() {
        Interactions interactions = threePeople();
        assertThat(interactions.size()).isEqualTo(6);
        int bobsOne = interactions.from(1) + 1;
        assertThat(interactions.item(bobsOne)).isEqualTo(1);
        assertThat(interactions.second(bobsOne)).isEqualTo(13);
    }

    /** People of two towns, each visiting only places of their own. */
    @Test
    void foretellsWhatPeopleDoNext() {
        Random random = new Random(3);
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < 100; person++) {
            int town = person % 2;
            for (int visit = 0; visit < 12; visit++) {
                builder.add(town * 30 + random.nextInt(30), visit * 100);
            }
            builder.nextPerson();
        }
        Interactions interactions = builder.build(60);
        Trial trial = Trial.ofLatest(interactions, 0.2);
        OfflineMeasure measure =
                trial.judge(new ItemGraphTrainer(keeping(50)).train(trial.rest())).measure();
        assertThat(measure.people()).isGreaterThan(80);
        assertThat(measure.recall()).isGreaterThan(0.6);
        assertThat(measure.ndcg()).isBetween(0.2, 1.0);
    }
}
