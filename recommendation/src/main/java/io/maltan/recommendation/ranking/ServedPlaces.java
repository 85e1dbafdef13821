package io.maltan.recommendation.ranking;

import io.maltan.platform.problem.Invalid;
import java.util.Base64;
import java.util.UUID;

/**
 * The places that earlier pages showed, as a Bloom filter that fits into a cursor: none of them is
 * ever shown again, and of a thousand others hardly one is left out by mistake.
 */
public final class ServedPlaces {

    private static final int[] SIZES = {128, 256, 512, 1_000};
    private static final int BITS_PER_PLACE = 14;
    private static final int HASHES = 6;

    private final byte[] bits;

    private ServedPlaces(byte[] bits) {
        this.bits = bits;
    }

    /** An empty one with room for so many and somewhat more. */
    public static ServedPlaces roomFor(int count) {
        int wanted = count * 2 * BITS_PER_PLACE / 8;
        for (int size : SIZES) {
            if (size >= wanted) {
                return new ServedPlaces(new byte[size]);
            }
        }
        return new ServedPlaces(new byte[SIZES[SIZES.length - 1]]);
    }

    /** Reads what {@link #encoded} wrote. */
    public static ServedPlaces decode(String encoded) {
        try {
            byte[] bits = Base64.getUrlDecoder().decode(encoded);
            if (bits.length == 0 || bits.length > SIZES[SIZES.length - 1]) {
                throw new Invalid("invalid_cursor");
            }
            return new ServedPlaces(bits);
        } catch (IllegalArgumentException e) {
            throw new Invalid("invalid_cursor");
        }
    }

    /** The form that goes into a cursor. */
    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    public void add(UUID id) {
        for (int hash = 0; hash < HASHES; hash++) {
            int bit = bit(id, hash);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    public boolean contains(UUID id) {
        for (int hash = 0; hash < HASHES; hash++) {
            int bit = bit(id, hash);
            if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(UUID id, int hash) {
        long mixed = mix(id.getMostSignificantBits() ^ mix(id.getLeastSignificantBits() + hash));
        return (int) Long.remainderUnsigned(mixed, bits.length * 8L);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
