package io.maltan.recommendation.ranking;

import java.util.Arrays;

/**
 * The so many best of however many places, in a heap of a fixed size. Scores count to a millionth,
 * so that what is added and taken off again leaves no trace; of equal ones the earlier place is
 * better.
 */
final class BestPlaces {

    private static final double PARTS = 1e6;
    private static final double MOST = 2_000;

    private final long[] heap;
    private int size;

    /** Below it nothing is among the best any more: most need not be looked at further. */
    private double hopeless = Double.NEGATIVE_INFINITY;

    BestPlaces(int count) {
        this.heap = new long[count];
    }

    /** Whether a place of that score may still be among the best. */
    boolean mayTake(double score) {
        return score >= hopeless;
    }

    void offer(int place, double score) {
        if (!mayTake(score)) {
            return;
        }
        long packed = packed(place, score);
        if (size < heap.length) {
            heap[size] = packed;
            rise(size++);
        } else if (packed > heap[0]) {
            heap[0] = packed;
            sink();
        }
        if (size == heap.length) {
            hopeless = ((heap[0] >> 32) - 1) / PARTS;
        }
    }

    private static long packed(int place, double score) {
        long parts = (long) Math.rint(Math.clamp(score, -MOST, MOST) * PARTS);
        return parts << 32 | (~place & 0xffffffffL);
    }

    private void rise(int from) {
        long packed = heap[from];
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= packed) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = packed;
    }

    private void sink() {
        long packed = heap[0];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (packed <= heap[child]) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = packed;
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
        int[] places = new int[size];
        for (int at = 0; at < size; at++) {
            places[at] = place(heap[at]);
        }
        return places;
    }

    /** The places in order, the best first. */
    Ranking ranking() {
        Arrays.sort(heap, 0, size);
        int[] places = new int[size];
        float[] scores = new float[size];
        for (int at = 0; at < size; at++) {
            long packed = heap[size - 1 - at];
            places[at] = place(packed);
            scores[at] = (float) ((packed >> 32) / PARTS);
        }
        return new Ranking(places, scores);
    }

    private static int place(long packed) {
        return ~(int) packed;
    }
}
