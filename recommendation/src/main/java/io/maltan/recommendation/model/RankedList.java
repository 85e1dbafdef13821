package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.IntSet;

/** How good a list of items is, for somebody who wanted some of them. */
public final class RankedList {

    private RankedList() {}

    /** The share of what was wanted that the list holds. */
    public static double recall(int[] list, IntSet wanted) {
        int hits = 0;
        for (int item : list) {
            hits += wanted.contains(item) ? 1 : 0;
        }
        return (double) hits / wanted.size();
    }

    /** The discounted gain of the list, over that of the best list of k. */
    public static double ndcg(int[] list, IntSet wanted, int k) {
        double gained = 0;
        for (int rank = 0; rank < list.length; rank++) {
            gained += wanted.contains(list[rank]) ? discount(rank) : 0;
        }
        double best = 0;
        for (int rank = 0; rank < Math.min(k, wanted.size()); rank++) {
            best += discount(rank);
        }
        return gained / best;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }
}
