package io.maltan.recommendation.model;

import java.util.Arrays;

/** The best of many by a bounded heap. */
public final class TopItems {

    private TopItems() {}

    /** The items of the highest scores, the best first; of equal ones the earlier item. */
    public static int[] of(float[] scores, int limit) {
        long[] heap = new long[Math.min(limit, scores.length)];
        int size = 0;
        for (int item = 0; item < scores.length; item++) {
            if (size < heap.length) {
                heap[size++] = packed(scores[item], item);
                if (size == heap.length) {
                    Arrays.sort(heap);
                }
            } else if (size > 0 && packed(scores[item], item) > heap[0]) {
                replaceLeast(heap, packed(scores[item], item));
            }
        }
        return descending(heap);
    }

    /** A sorted array is a heap, and stays one. */
    private static void replaceLeast(long[] heap, long packed) {
        int at = 0;
        for (int child = 1; child < heap.length; child = 2 * at + 1) {
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= packed) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = packed;
    }

    private static int[] descending(long[] heap) {
        Arrays.sort(heap);
        int[] items = new int[heap.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = ~(int) heap[heap.length - 1 - i];
        }
        return items;
    }

    private static long packed(float score, int item) {
        int bits = Float.floatToIntBits(score);
        int ordered = bits < 0 ? bits ^ 0x7fffffff : bits;
        return (long) ordered << 32 | (~item & 0xffffffffL);
    }
}
