package io.maltan.recommendation.evaluation;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.function.IntToDoubleFunction;

/** At which ranks what was looked for stood. */
final class RankTally {

    private final DoubleArrayList reciprocals = new DoubleArrayList();
    private long inTen;
    private long inTwenty;

    /** The rank of a place among others by their scores; 0 where it is none of them. */
    static double rank(int place, IntArrayList among, IntToDoubleFunction scores) {
        if (!among.contains(place)) {
            return 0;
        }
        double own = scores.applyAsDouble(place);
        double rank = 1;
        for (int at = 0; at < among.size(); at++) {
            if (among.getInt(at) != place) {
                double score = scores.applyAsDouble(among.getInt(at));
                rank += score > own ? 1 : score == own ? 0.5 : 0;
            }
        }
        return rank;
    }

    /** From 1; 0 where it was not there at all. */
    void add(double rank) {
        reciprocals.add(rank > 0 ? 1 / rank : 0);
        inTen += rank > 0 && rank <= 10 ? 1 : 0;
        inTwenty += rank > 0 && rank <= 20 ? 1 : 0;
    }

    int questions() {
        return reciprocals.size();
    }

    double hr10() {
        return (double) inTen / questions();
    }

    double hr20() {
        return (double) inTwenty / questions();
    }

    double mrr() {
        return reciprocals.doubleStream().average().orElse(0);
    }

    /** The reciprocal rank of each, in the order of asking. */
    double[] reciprocals() {
        return reciprocals.toDoubleArray();
    }
}
