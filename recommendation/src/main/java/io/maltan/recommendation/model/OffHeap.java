package io.maltan.recommendation.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Arrays off the heap: the same whether a model was trained here or mapped from a file. */
final class OffHeap {

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    static final int ALIGNMENT = 64;

    private OffHeap() {}

    /** Freed when nothing refers to it any more. */
    static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    static MemorySegment of(int[] values) {
        MemorySegment segment = allocate(4L * values.length);
        MemorySegment.copy(values, 0, segment, INT, 0, values.length);
        return segment;
    }

    static MemorySegment of(float[] values) {
        MemorySegment segment = allocate(4L * values.length);
        MemorySegment.copy(values, 0, segment, FLOAT, 0, values.length);
        return segment;
    }
}
