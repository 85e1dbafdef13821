package io.maltan.recommendation.place;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts in UTF-8, one behind the other in chunks of bytes; each is found again by its offset. */
final class TextStore {

    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int LONGEST = 1_000;

    private volatile byte[][] chunks = new byte[0][];
    private int end;

    /** Keeps a text; one beyond about a thousand bytes is cut. */
    synchronized int add(String text) {
        byte[] bytes = cut(text).getBytes(StandardCharsets.UTF_8);
        int needed = bytes.length + 2;
        if ((end & (CHUNK - 1)) + needed > CHUNK || chunks.length == 0) {
            end = chunks.length << CHUNK_BITS;
            byte[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new byte[CHUNK];
            chunks = grown;
        }
        int offset = end;
        byte[] chunk = chunks[offset >>> CHUNK_BITS];
        int at = offset & (CHUNK - 1);
        chunk[at] = (byte) (bytes.length >>> 8);
        chunk[at + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, chunk, at + 2, bytes.length);
        end += needed;
        return offset;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST / 3 ? text : text.substring(0, LONGEST / 3);
    }

    String get(int offset) {
        byte[] chunk = chunks[offset >>> CHUNK_BITS];
        int at = offset & (CHUNK - 1);
        int length = (chunk[at] & 0xff) << 8 | (chunk[at + 1] & 0xff);
        return new String(chunk, at + 2, length, StandardCharsets.UTF_8);
    }

    long bytes() {
        return (long) chunks.length * CHUNK;
    }
}
