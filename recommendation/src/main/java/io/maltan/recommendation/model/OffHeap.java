package io.maltan.recommendation.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Arrays off the heap: the same whether a model was trained here or mapped from a file. */
public final class OffHeap {

    public static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    public static final int ALIGNMENT = 64;

    private OffHeap() {}

    /** Freed when nothing refers to it any more. */
    public static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    public static MemorySegment of(int[] values) {
        MemorySegment segment = allocate(4L * values.length);
        MemorySegment.copy(values, 0, segment, INT, 0, values.length);
        return segment;
    }

    public static MemorySegment of(float[] values) {
        MemorySegment segment = allocate(4L * values.length);
        MemorySegment.copy(values, 0, segment, FLOAT, 0, values.length);
        return segment;
    }
}
