package io.maltan.recommendation.model;

import io.maltan.recommendation.place.PlaceIndex;

/** Interactions, which place each of their items is, and who the people are. */
public final class TrainingSet {

    private final Interactions interactions;
    private final ItemIds ids;
    private final ItemIds people;

    /** Of people by number and items by number, both of whom have ids. */
    public TrainingSet(Interactions interactions, ItemIds ids, ItemIds people) {
        this.interactions = interactions;
        this.ids = ids;
        this.people = people;
    }

    /** Whether nobody did anything with a place that is known. */
    public boolean isEmpty() {
        return interactions.size() == 0;
    }

    public Interactions interactions() {
        return interactions;
    }

    /** Which place each item is. */
    public ItemIds ids() {
        return ids;
    }

    /** Who each person is. */
    public ItemIds people() {
        return people;
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
