package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** The id of each of what is numbered from 0: of the place that an item is, of a person. */
public final class ItemIds {

    private final LongArrayList halves = new LongArrayList();

    /** The next item's. */
    public void add(UUID id) {
        halves.add(id.getMostSignificantBits());
        halves.add(id.getLeastSignificantBits());
    }

    public int size() {
        return halves.size() / 2;
    }

    public UUID get(int item) {
        return new UUID(halves.getLong(2 * item), halves.getLong(2 * item + 1));
    }

    MemorySegment segment() {
        MemorySegment segment = OffHeap.allocate(8L * halves.size());
        MemorySegment.copy(halves.elements(), 0, segment, OffHeap.LONG, 0, halves.size());
        return segment;
    }
}
