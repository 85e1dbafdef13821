package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.OfflineMeasure;
import io.maltan.recommendation.model.RankedList;
import io.maltan.recommendation.model.TopItems;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A part of the interactions that is set aside: the latest, or, where no times are known, of each
 * person some at random. Models made of the rest are judged on what some people did there.
 */
public final class Trial {

    private static final int K = 20;
    private static final int MOST_PEOPLE = 1_500;
    private static final long SEED = 20;

    private final long begins;
    private final Interactions rest;
    private final IntOpenHashSet[] wanted;
    private final int[] people;

    private Trial(Interactions rest, IntOpenHashSet[] wanted, long begins) {
        this.begins = begins;
        this.rest = rest;
        this.wanted = wanted;
        int[] all =
                IntStream.range(0, wanted.length)
                        .filter(person -> !wanted[person].isEmpty())
                        .filter(person -> rest.from(person) < rest.to(person))
                        .toArray();
        this.people = sampled(all);
    }

    private static int[] sampled(int[] all) {
        if (all.length <= MOST_PEOPLE) {
            return all;
        }
        return IntStream.range(0, MOST_PEOPLE)
                .map(at -> all[(int) ((long) at * all.length / MOST_PEOPLE)])
                .toArray();
    }

    /** Sets the latest share of all interactions aside. */
    public static Trial ofLatest(Interactions all, double share) {
        return since(all, all.cutForLast(share));
    }

    /** Sets all interactions from a moment on aside. */
    public static Trial since(Interactions all, int second) {
        return new Splitting(all, second).by(pair -> all.second(pair) >= second);
    }

    /** Sets of each person's interactions a share aside, at random but always the same. */
    public static Trial ofSome(Interactions all, double share) {
        Random random = new Random(SEED);
        boolean[] aside = new boolean[all.size()];
        for (int pair = 0; pair < aside.length; pair++) {
            aside[pair] = random.nextDouble() < share;
        }
        return new Splitting(all, Integer.MIN_VALUE).by(pair -> aside[pair]);
    }

    /** What is left to train on. */
    public Interactions rest() {
        return rest;
    }

    /** How many people are judged. */
    public int people() {
        return people.length;
    }

    /** Who is judged. */
    int[] judged() {
        return people.clone();
    }

    /** The items that those who are judged ever come to: no others need be known of. */
    int[] items() {
        return Arrays.stream(people)
                .flatMap(person ->
                        IntStream.concat(
                                Arrays.stream(rest.itemsOf(person)), wanted[person].intStream()))
                .distinct()
                .sorted()
                .toArray();
    }

    /** The moment from which on interactions are set aside, in seconds since 1970. */
    long begins() {
        return begins;
    }

    /** How a model of the rest does, person by person. */
    public Outcome judge(ItemModel model) {
        return judge((history, scores) -> {
            float[] ones = new float[history.length];
            Arrays.fill(ones, 1);
            model.fold(history, ones).addTo(scores);
        });
    }

    /** How whatever scores items does. */
    Outcome judge(Scoring scoring) {
        double[] recalls = new double[people.length];
        double ndcg = 0;
        float[] scores = new float[rest.items()];
        for (int at = 0; at < people.length; at++) {
            int[] history = rest.itemsOf(people[at]);
            Arrays.fill(scores, 0);
            scoring.score(history, scores);
            for (int item : history) {
                scores[item] = Float.NEGATIVE_INFINITY;
            }
            int[] list = TopItems.of(scores, K);
            recalls[at] = RankedList.recall(list, wanted[people[at]]);
            ndcg += RankedList.ndcg(list, wanted[people[at]], K);
        }
        return new Outcome(recalls, ndcg / Math.max(1, people.length));
    }

    /** Scores all items for a history, into an array of zeros. */
    @FunctionalInterface
    interface Scoring {

        void score(int[] history, float[] scores);
    }

    /** How a model did. */
    public static final class Outcome {

        private final double[] recalls;
        private final double ndcg;

        private Outcome(double[] recalls, double ndcg) {
            this.recalls = recalls;
            this.ndcg = ndcg;
        }

        public OfflineMeasure measure() {
            double recall = Arrays.stream(recalls).average().orElse(0);
            return new OfflineMeasure(K, recalls.length, recall, ndcg);
        }

        /** How much better it is than another, in standard errors of the people's differences. */
        public double ahead(Outcome other) {
            int count = recalls.length;
            double sum = 0;
            double squares = 0;
            for (int at = 0; at < count; at++) {
                double difference = recalls[at] - other.recalls[at];
                sum += difference;
                squares += difference * difference;
            }
            double mean = sum / Math.max(1, count);
            double variance = Math.max(0, squares / Math.max(1, count) - mean * mean);
            double error = Math.sqrt(variance / Math.max(1, count));
            return error == 0 ? Math.signum(mean) * 10 : mean / error;
        }
    }

    private record Splitting(Interactions all, long begins) {

        Trial by(IntPredicate isAside) {
            Interactions.Builder rest = new Interactions.Builder();
            IntOpenHashSet[] wanted = new IntOpenHashSet[all.people()];
            for (int person = 0; person < all.people(); person++) {
                wanted[person] = new IntOpenHashSet(0);
                for (int pair = all.from(person); pair < all.to(person); pair++) {
                    if (isAside.test(pair)) {
                        var _ = wanted[person].add(all.item(pair));
                    } else {
                        rest.add(all.item(pair), all.second(pair));
                    }
                }
                rest.nextPerson();
            }
            return new Trial(rest.build(all.items()), wanted, begins);
        }
    }
}
