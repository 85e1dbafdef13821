package io.maltan.recommendation.ranking;

import io.maltan.platform.problem.Invalid;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * The places that earlier pages showed, small enough for a cursor: a hash of 32 bits for each,
 * sorted, their differences Rice-coded, some 26 bits a place. None of them is shown again; that one
 * of a million others is left out by mistake happens in one of fourteen searches.
 */
public final class ShownPlaces {

    /** How many are remembered one by one; what comes after them needs an order that stays. */
    public static final int MOST = 300;

    private static final int HASH_BITS = 32;
    private static final int COUNT_BITS = 9;

    private final IntOpenHashSet hashes = new IntOpenHashSet();

    /** Reads what {@link #encoded} wrote. */
    public static ShownPlaces decode(String encoded) {
        try {
            return new Bits(Base64.getUrlDecoder().decode(encoded)).places();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Invalid("invalid_cursor");
        }
    }

    public void add(UUID id) {
        hashes.add(hash(id));
    }

    public boolean contains(UUID id) {
        return hashes.contains(hash(id));
    }

    public int size() {
        return hashes.size();
    }

    /** The form that goes into a cursor. */
    public String encoded() {
        int[] sorted = hashes.toIntArray();
        for (int at = 0; at < sorted.length; at++) {
            sorted[at] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(sorted);
        Bits bits = new Bits(new byte[(COUNT_BITS + sorted.length * (HASH_BITS + 2)) / 8 + 2]);
        bits.write(sorted.length, COUNT_BITS);
        int rest = restBits(sorted.length);
        long before = 0;
        for (int hash : sorted) {
            long unsigned = (hash ^ Integer.MIN_VALUE) & 0xffffffffL;
            bits.writeUnary((unsigned - before) >>> rest);
            bits.write(unsigned - before & ((1L << rest) - 1), rest);
            before = unsigned;
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits.written());
    }

    /** How many low bits of a difference are written as they are. */
    private static int restBits(int count) {
        return Math.min(HASH_BITS, Integer.numberOfLeadingZeros(count));
    }

    private static int hash(UUID id) {
        long mixed = id.getMostSignificantBits() * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32) ^ id.getLeastSignificantBits()) * 0xbf58476d1ce4e5b9L;
        return (int) (mixed ^ (mixed >>> 32));
    }

    private static final class Bits {

        private final byte[] bytes;
        private int at;

        Bits(byte[] bytes) {
            this.bytes = bytes;
        }

        void write(long value, int count) {
            for (int bit = count - 1; bit >= 0; bit--) {
                put((value >>> bit) & 1);
            }
        }

        void writeUnary(long value) {
            for (long i = 0; i < value; i++) {
                put(1);
            }
            put(0);
        }

        private void put(long bit) {
            bytes[at >>> 3] |= (byte) (bit << (7 - (at & 7)));
            at++;
        }

        byte[] written() {
            return Arrays.copyOf(bytes, (at + 7) / 8);
        }

        ShownPlaces places() {
            ShownPlaces shown = new ShownPlaces();
            int count = (int) read(COUNT_BITS);
            int rest = restBits(count);
            long before = 0;
            for (int i = 0; i < count; i++) {
                long difference = readUnary() << rest;
                before += difference | read(rest);
                shown.hashes.add((int) before);
            }
            return shown;
        }

        private long read(int count) {
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 1 | get();
            }
            return value;
        }

        private long readUnary() {
            long value = 0;
            while (get() == 1) {
                value++;
            }
            return value;
        }

        private int get() {
            int bit = bytes[at >>> 3] >>> (7 - (at & 7)) & 1;
            at++;
            return bit;
        }
    }
}
