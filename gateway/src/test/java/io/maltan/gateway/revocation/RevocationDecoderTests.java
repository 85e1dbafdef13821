package io.maltan.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

class RevocationDecoderTests {

    private static final int MANY = 100_000;

    @Test
    void findsEveryOneOfAHundredThousandSessionsAndNoOther() {
        byte[] told = told(0, MANY);

        Revocations read = decoded(told, MANY, 7_777);

        assertThat(read.count()).isEqualTo(MANY);
        assertThat(read.isComplete()).isTrue();
        for (int i = 0; i < MANY; i++) {
            assertThat(read.contains(nameOf(i))).isTrue();
            assertThat(read.contains(betweenNames(i))).isFalse();
        }
    }

    @Test
    void readsPiecesOfAnyLength() {
        byte[] told = told(0, 50);
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            Revocations read = decoded(told, 50, 1 + random.nextInt(40));
            assertThat(read.isSameAs(decoded(told, 50, told.length))).isTrue();
        }
    }

    @Test
    void refusesMoreThanThereIsRoomFor() {
        assertThat(decoded(told(0, 10), 10, 16).count()).isEqualTo(10);
        assertThatThrownBy(() -> decoded(told(0, 11), 10, 16))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesWhatBreaksOffOrIsInDisorder() {
        byte[] told = told(0, 3);
        ByteBuffer disorder = ByteBuffer.wrap(told(0, 3));
        disorder.putLong(8, -1);

        assertThatThrownBy(() -> decoded(ByteBuffer.wrap(told).slice(0, 36), 3, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoded(ByteBuffer.wrap(told).slice(0, 32), 3, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoded(new byte[0], 3, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoded(disorder.array(), 3, 16))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTokensThatEndAsEarlyAsThoseOfTheUnlisted() {
        Instant until = Instant.parse("2026-11-29T12:00:00Z");

        Revocations read = decoded(told(until.getEpochSecond(), 3), 3, 16);

        assertThat(read.isComplete()).isFalse();
        assertThat(read.mayOmit(until.minusSeconds(1))).isTrue();
        assertThat(read.mayOmit(until)).isTrue();
        assertThat(read.mayOmit(until.plusSeconds(1))).isFalse();
    }

    /** In the order of their unsigned halves, which begin on either side of the sign bit. */
    private static byte[] told(long unlistedUntil, int count) {
        ByteBuffer told = ByteBuffer.allocate(8 + 16 * count);
        told.putLong(unlistedUntil);
        for (int i = 0; i < count; i++) {
            UUID name = nameOf(i);
            told.putLong(name.getMostSignificantBits()).putLong(name.getLeastSignificantBits());
        }
        return told.array();
    }

    /** Three names share each high half. */
    private static UUID nameOf(int i) {
        return new UUID(Long.MAX_VALUE - MANY / 6 + i / 3, (i % 3 - 1L) << 62 ^ Long.MIN_VALUE);
    }

    private static UUID betweenNames(int i) {
        UUID name = nameOf(i);
        return new UUID(name.getMostSignificantBits(), name.getLeastSignificantBits() + 1);
    }

    private static Revocations decoded(byte[] told, int most, int pieceLength) {
        return decoded(ByteBuffer.wrap(told), most, pieceLength);
    }

    private static Revocations decoded(ByteBuffer told, int most, int pieceLength) {
        RevocationDecoder decoder = new RevocationDecoder(most);
        for (int from = 0; from < told.limit(); from += pieceLength) {
            int length = Math.min(pieceLength, told.limit() - from);
            decoder = decoder.read(piece(told.slice(from, length)));
        }
        return decoder.whole();
    }

    private static DataBuffer piece(ByteBuffer bytes) {
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
