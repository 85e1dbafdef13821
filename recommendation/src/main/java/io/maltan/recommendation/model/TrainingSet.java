package io.maltan.recommendation.model;

import io.maltan.recommendation.place.PlaceIndex;

/** Interactions, and which place each of their items is. */
public final class TrainingSet {

    private final Interactions interactions;
    private final ItemIds ids;

    public TrainingSet(Interactions interactions, ItemIds ids) {
        this.interactions = interactions;
        this.ids = ids;
    }

    public Interactions interactions() {
        return interactions;
    }

    /** Which place each item is. */
    public ItemIds ids() {
        return ids;
    }

    /** By item the number of the place that it is, -1 where that is no more. */
    public int[] places(PlaceIndex places) {
        int[] numbers = new int[ids.size()];
        for (int item = 0; item < numbers.length; item++) {
            numbers[item] = places.find(ids.get(item)).orElse(-1);
        }
        return numbers;
    }
}
