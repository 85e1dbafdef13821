package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Ids to consecutive numbers, by open addressing over primitive arrays. One thread adds, any may
 * look up; nothing is ever taken out.
 */
final class IdTable {

    private static final int SMALLEST = 1 << 10;

    private volatile long[] high = new long[SMALLEST / 2];
    private volatile long[] low = new long[SMALLEST / 2];
    private volatile AtomicIntegerArray slots = emptySlots(SMALLEST);
    private int size;

    private static AtomicIntegerArray emptySlots(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, -1);
        return new AtomicIntegerArray(slots);
    }

    /** The number of an id, -1 where it has none. */
    int find(UUID id) {
        AtomicIntegerArray seen = slots;
        int mask = seen.length() - 1;
        for (int slot = hash(id) & mask; ; slot = (slot + 1) & mask) {
            int number = seen.getAcquire(slot);
            if (number < 0 || isAt(number, id)) {
                return number;
            }
        }
    }

    private boolean isAt(int number, UUID id) {
        return high[number] == id.getMostSignificantBits()
                && low[number] == id.getLeastSignificantBits();
    }

    int add(UUID id) {
        if (size == high.length) {
            grow();
        }
        high[size] = id.getMostSignificantBits();
        low[size] = id.getLeastSignificantBits();
        place(slots, size);
        return size++;
    }

    private void grow() {
        reserve(size + size / 2);
    }

    /** Makes room for so many. */
    void reserve(int capacity) {
        if (capacity <= high.length) {
            return;
        }
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        if (capacity > slots.length() * 3L / 4) {
            rehash(Integer.highestOneBit((int) (capacity * 4L / 3)) * 2);
        }
    }

    private void rehash(int length) {
        AtomicIntegerArray grown = emptySlots(length);
        for (int number = 0; number < size; number++) {
            place(grown, number);
        }
        slots = grown;
    }

    private void place(AtomicIntegerArray table, int number) {
        int mask = table.length() - 1;
        int slot = hash(id(number)) & mask;
        while (table.getPlain(slot) >= 0) {
            slot = (slot + 1) & mask;
        }
        table.setRelease(slot, number);
    }

    private static int hash(UUID id) {
        return hash(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static int hash(long high, long low) {
        return (int) (((high ^ low) * 0x9E3779B97F4A7C15L) >>> 32);
    }

    UUID id(int number) {
        return new UUID(high[number], low[number]);
    }

    /** A number drawn for an id, the same wherever it is drawn. */
    int lot(int number) {
        return hash(high[number], low[number]);
    }

    int size() {
        return size;
    }

    long bytes() {
        return 16L * high.length + 4L * slots.length();
    }
}
