package io.maltan.recommendation.model;

import java.util.Arrays;

/** Interactions, and which place each of their items is. */
public final class TrainingSet {

    private final Interactions interactions;
    private final int[] placeOfItem;

    TrainingSet(Interactions interactions, int[] placeOfItem) {
        this.interactions = interactions;
        this.placeOfItem = placeOfItem;
    }

    public Interactions interactions() {
        return interactions;
    }

    /** The number of the place that an item is. */
    public int place(int item) {
        return placeOfItem[item];
    }

    /** By the number of a place its item, -1 where it has none; as long as the places need. */
    int[] itemOfPlace() {
        int last = -1;
        for (int place : placeOfItem) {
            last = Math.max(last, place);
        }
        int[] items = new int[last + 1];
        Arrays.fill(items, -1);
        for (int item = 0; item < placeOfItem.length; item++) {
            items[placeOfItem[item]] = item;
        }
        return items;
    }

    long bytes() {
        return interactions.bytes() + 4L * placeOfItem.length;
    }
}
