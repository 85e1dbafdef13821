package io.maltan.place.imports;

import java.util.Arrays;

/** Collects ids without boxing them, up to a limit. */
final class GrowingLongs {

    private final long most;
    private long[] values = new long[1 << 10];
    private int size;

    GrowingLongs(long most) {
        this.most = Math.min(most, Integer.MAX_VALUE / 2);
    }

    /**
     * Adds ids.
     *
     * @throws BrokenFile where these are more than there is memory for
     */
    void addAll(long[] more) throws BrokenFile {
        if (size + (long) more.length > most) {
            throw new BrokenFile(
                    "too_large",
                    "its places are drawn with more than %d nodes or ways; import parts of it"
                            .formatted(most));
        }
        if (size + more.length > values.length) {
            values = Arrays.copyOf(values, Math.max(size + more.length, size + (size >> 1)));
        }
        System.arraycopy(more, 0, values, size, more.length);
        size += more.length;
    }

    /** All of them, in order and each once. */
    long[] sortedDistinct() {
        Arrays.sort(values, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[kept++] = values[i];
            }
        }
        return Arrays.copyOf(values, kept);
    }
}
