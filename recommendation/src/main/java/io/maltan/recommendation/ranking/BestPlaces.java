package io.maltan.recommendation.ranking;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The so many best of however many places, in a heap of a fixed size. Scores count to a millionth,
 * so that what is added and taken off again leaves no trace; of equal ones the lot decides.
 */
final class BestPlaces {

    private static final double PARTS = 1e6;
    private static final double MOST = 2_000;

    private final IntUnaryOperator lots;

    /** The score in the upper half, the lot in the lower one; the worst comes first. */
    private final long[] heap;

    /** Whose each of them is. */
    private final int[] places;

    private int size;

    /** Below it nothing is among the best any more: most need not be looked at further. */
    private double hopeless = Double.NEGATIVE_INFINITY;

    /**
     * @param count how many are kept
     * @param lots of a place, the same on all replicas: numbers of places are not
     */
    BestPlaces(int count, IntUnaryOperator lots) {
        this.lots = lots;
        this.heap = new long[count];
        this.places = new int[count];
    }

    /** Whether a place of that score may still be among the best. */
    boolean mayTake(double score) {
        return score >= hopeless;
    }

    void offer(int place, double score) {
        if (!mayTake(score)) {
            return;
        }
        long packed = packed(lots.applyAsInt(place), score);
        if (size < heap.length) {
            rise(size++, packed, place);
        } else if (packed > heap[0]) {
            sink(packed, place);
        }
        if (size == heap.length) {
            hopeless = ((heap[0] >> 32) - 1) / PARTS;
        }
    }

    private static long packed(int lot, double score) {
        long parts = (long) Math.rint(Math.clamp(score, -MOST, MOST) * PARTS);
        return parts << 32 | (lot & 0xffffffffL);
    }

    private void rise(int from, long packed, int place) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= packed) {
                break;
            }
            put(at, heap[parent], places[parent]);
            at = parent;
        }
        put(at, packed, place);
    }

    private void sink(long packed, int place) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (packed <= heap[child]) {
                break;
            }
            put(at, heap[child], places[child]);
            at = child;
        }
        put(at, packed, place);
    }

    private void put(int at, long packed, int place) {
        heap[at] = packed;
        places[at] = place;
    }

    int size() {
        return size;
    }

    void clear() {
        hopeless = Double.NEGATIVE_INFINITY;
        size = 0;
    }

    /** The places in no particular order. */
    int[] places() {
        return Arrays.copyOf(places, size);
    }

    /** Takes the places out in order, the best first. */
    Ranking ranking() {
        int[] ordered = new int[size];
        float[] scores = new float[size];
        while (size > 0) {
            size--;
            ordered[size] = places[0];
            scores[size] = (float) ((heap[0] >> 32) / PARTS);
            if (size > 0) {
                sink(heap[size], places[size]);
            }
        }
        clear();
        return new Ranking(ordered, scores);
    }
}
