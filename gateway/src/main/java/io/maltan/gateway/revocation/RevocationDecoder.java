package io.maltan.gateway.revocation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads the user service's answer as it comes in: eight bytes with the second until which unlisted
 * sessions' tokens live, then the sixteen bytes of each session's name, in ascending order.
 */
final class RevocationDecoder {

    private static final int FIRST_ROOM = 512;

    private final int most;
    private long[] numbers = new long[FIRST_ROOM];
    private int count;
    private long begun;
    private int bytesOfBegun;

    /**
     * Reads one answer.
     *
     * @param most how many sessions it may name
     */
    RevocationDecoder(int most) {
        this.most = most;
    }

    /** Reads and releases a piece of the answer. */
    RevocationDecoder read(DataBuffer piece) {
        try (DataBuffer.ByteBufferIterator parts = piece.readableByteBuffers()) {
            parts.forEachRemaining(this::read);
            return this;
        } finally {
            DataBufferUtils.release(piece);
        }
    }

    private void read(ByteBuffer part) {
        while (part.hasRemaining()) {
            if (bytesOfBegun == 0 && part.remaining() >= Long.BYTES) {
                add(part.getLong());
            } else {
                read(part.get());
            }
        }
    }

    private void read(byte next) {
        begun = begun << Byte.SIZE | Byte.toUnsignedLong(next);
        bytesOfBegun++;
        if (bytesOfBegun == Long.BYTES) {
            add(begun);
            bytesOfBegun = 0;
        }
    }

    private void add(long number) {
        if (count > 2L * most) {
            throw new IllegalStateException("More than %d sessions are listed".formatted(most));
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        numbers[count] = number;
        count++;
    }

    /** What was read, once the answer has ended. */
    Revocations whole() {
        if (bytesOfBegun != 0 || count % 2 == 0) {
            throw new IllegalStateException("The list of revoked sessions breaks off");
        }
        long[] names = Arrays.copyOfRange(numbers, 1, count);
        requireOrder(names);
        return new Revocations(names, Instant.ofEpochSecond(numbers[0]));
    }

    /** In any other order sessions would not be found. */
    private static void requireOrder(long[] names) {
        for (int i = 2; i < names.length; i += 2) {
            int high = Long.compareUnsigned(names[i - 2], names[i]);
            if (high > 0 || (high == 0 && Long.compareUnsigned(names[i - 1], names[i + 1]) > 0)) {
                throw new IllegalStateException("The list of revoked sessions is in disorder");
            }
        }
    }
}
