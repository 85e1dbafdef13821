package io.maltan.recommendation.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/**
 * Scores items for a history, and is linear in it: {@code score(i) = Σ_j weight_j · contribution(j,
 * i)} over the history's items j. A person is nothing but their history. Immutable, for any number
 * of threads, off the heap.
 */
public sealed interface ItemModel permits ItemGraph, CompositeFilter {

    /** The name of the method, as files and versions tell it: {@code graph} or {@code csf}. */
    String kind();

    int items();

    /**
     * Takes in a history, so that items can be scored for it.
     *
     * @param history items, each once
     * @param weights of each as much; negative for what is disliked
     */
    Fold fold(int[] history, float[] weights);

    /**
     * Adds the scores of all items for several histories, each to an array as long as there are
     * items: the same as one by one, but faster.
     */
    default void addTo(List<Fold> folds, List<float[]> scores) {
        for (int at = 0; at < folds.size(); at++) {
            folds.get(at).addTo(scores.get(at));
        }
    }

    /** What an item of a history, with weight 1, gives to the score of another. */
    double contribution(int from, int to);

    /** How many weights between items are kept one by one. */
    int links();

    /** Its parts, as a {@link ModelFile} keeps them. */
    Map<String, MemorySegment> sections();

    /** What it holds in memory, mapped or not. */
    default long bytes() {
        return sections().values().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    /** A history taken in. Not for several threads. */
    interface Fold {

        double score(int item);

        /** Hands on the items that the history links to one by one, and what the links give. */
        void eachLinked(LinkAction action);

        /** Adds the scores of all items to an array as long as there are items. */
        void addTo(float[] scores);
    }

    /** Takes an item and what links give to its score. */
    @FunctionalInterface
    interface LinkAction {

        void accept(int item, float score);
    }
}
