package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;

/** Weighted links between items, each item's strongest first, as compressed sparse rows. */
public final class ItemGraph {

    private final int[] offsets;
    private final int[] neighbours;
    private final float[] weights;

    ItemGraph(int[] offsets, int[] neighbours, float[] weights) {
        this.offsets = offsets;
        this.neighbours = neighbours;
        this.weights = weights;
    }

    public int items() {
        return offsets.length - 1;
    }

    public int links() {
        return neighbours.length;
    }

    public int from(int item) {
        return offsets[item];
    }

    public int to(int item) {
        return offsets[item + 1];
    }

    public int neighbour(int link) {
        return neighbours[link];
    }

    public float weight(int link) {
        return weights[link];
    }

    /** The weight of the link from one item to another, 0 where there is none. */
    public double weight(int from, int to) {
        for (int link = from(from); link < to(from); link++) {
            if (neighbours[link] == to) {
                return weights[link];
            }
        }
        return 0;
    }

    /** Adds an item's links, times a factor, to a score by item. */
    public void addTo(Int2DoubleOpenHashMap scores, int item, double factor) {
        for (int link = from(item); link < to(item); link++) {
            scores.addTo(neighbours[link], factor * weights[link]);
        }
    }

    long bytes() {
        return 4L * (offsets.length + neighbours.length + weights.length);
    }
}
