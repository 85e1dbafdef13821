package io.maltan.place.imports;

import java.util.Arrays;

/**
 * The identities that a file has brought so far, as 64-bit hashes in a table of open addresses:
 * about 16 bytes each. That two of ten million differ and are taken for the same happens in one of
 * some hundred thousand files.
 */
final class SeenSources {

    private static final long FREE = 0;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] table = new long[1 << 12];
    private int size;

    /** Adds an identity; false where it was there. */
    boolean add(String source) {
        if (size > table.length / 2) {
            grow();
        }
        boolean added = put(table, hash(source));
        size += added ? 1 : 0;
        return added;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(hash -> hash != FREE).forEach(hash -> put(larger, hash));
        table = larger;
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private static boolean put(long[] table, long hash) {
        int index = (int) (hash >>> 32) & (table.length - 1);
        while (table[index] != FREE) {
            if (table[index] == hash) {
                return false;
            }
            index = (index + 1) & (table.length - 1);
        }
        table[index] = hash;
        return true;
    }

    /** FNV-1a with a final mix, since the table looks at some bits only. */
    private static long hash(String source) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < source.length(); i++) {
            hash = (hash ^ source.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return hash == FREE ? 1 : hash;
    }
}
