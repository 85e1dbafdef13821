package io.maltan.recommendation.model;

import java.util.Arrays;

/** Sums by item, by open addressing: most items have none. */
final class SparseSums {

    private static final int NONE = -1;

    private int[] keys;
    private float[] sums;
    private int size;

    SparseSums(int expected) {
        int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 4);
        this.keys = emptyKeys(capacity);
        this.sums = new float[capacity];
    }

    private static int[] emptyKeys(int capacity) {
        int[] keys = new int[capacity];
        Arrays.fill(keys, NONE);
        return keys;
    }

    void add(int item, float value) {
        int slot = slot(keys, item);
        if (keys[slot] == NONE) {
            keys[slot] = item;
            sums[slot] = value;
            size++;
            growIfCrowded();
        } else {
            sums[slot] += value;
        }
    }

    float get(int item) {
        return sums[slot(keys, item)];
    }

    /** Hands on every item that has a sum. */
    void each(ItemModel.LinkAction action) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != NONE) {
                action.accept(keys[slot], sums[slot]);
            }
        }
    }

    void addTo(float[] scores) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != NONE) {
                scores[keys[slot]] += sums[slot];
            }
        }
    }

    private static int slot(int[] keys, int item) {
        int mask = keys.length - 1;
        int slot = ((item * 0x9E3779B9) >>> 7) & mask;
        while (keys[slot] != NONE && keys[slot] != item) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void growIfCrowded() {
        if (size <= keys.length / 2) {
            return;
        }
        int[] wider = emptyKeys(keys.length * 2);
        float[] moved = new float[wider.length];
        for (int old = 0; old < keys.length; old++) {
            if (keys[old] != NONE) {
                int slot = slot(wider, keys[old]);
                wider[slot] = keys[old];
                moved[slot] = sums[old];
            }
        }
        keys = wider;
        sums = moved;
    }
}
