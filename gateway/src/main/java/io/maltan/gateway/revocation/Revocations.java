package io.maltan.gateway.revocation;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * What the user service has said of sessions that ended before their access tokens, in 16 bytes a
 * session.
 */
final class Revocations {

    static final Revocations NONE = new Revocations(new long[0], Instant.EPOCH);

    private final long[] names;
    private final Instant unlistedUntil;

    /**
     * Takes over an answer.
     *
     * @param names the high and the low half of each session's name, in their unsigned order
     * @param unlistedUntil when the last access token ends of the sessions that had no room among
     *     these
     */
    Revocations(long[] names, Instant unlistedUntil) {
        this.names = names;
        this.unlistedUntil = unlistedUntil;
    }

    int count() {
        return names.length / 2;
    }

    Instant unlistedUntil() {
        return unlistedUntil;
    }

    /** Whether there was room for all. */
    boolean isComplete() {
        return unlistedUntil.equals(Instant.EPOCH);
    }

    boolean contains(UUID session) {
        int from = 0;
        int to = count();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compare(middle, session);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return false;
    }

    private int compare(int index, UUID session) {
        int high = Long.compareUnsigned(names[2 * index], session.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(names[2 * index + 1], session.getLeastSignificantBits());
    }

    /** Whether a token that ends then may be one of a session that had no room. */
    boolean mayOmit(Instant tokenEnds) {
        return !tokenEnds.isAfter(unlistedUntil);
    }

    boolean isSameAs(Revocations other) {
        return unlistedUntil.equals(other.unlistedUntil) && Arrays.equals(names, other.names);
    }
}
