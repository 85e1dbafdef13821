package io.maltan.recommendation.place;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What places are called, in every language that answers speak, with the hashes of the names'
 * words: one record behind the other in chunks of bytes, each found again by its offset.
 *
 * <pre>
 * count of words (1 byte), hashes (4 bytes each), then three texts: name, Korean, English
 * a text: length (2 bytes), UTF-8; length 0 where it is the name once more
 * </pre>
 */
final class PlaceTexts {

    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int LONGEST = 300;
    private static final int KOREAN = 1;
    private static final int ENGLISH = 2;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private volatile byte[][] chunks = new byte[0][];
    private int end;

    /** Appends a record; returns its offset. */
    int add(int[] words, String name, String korean, String english) {
        byte[][] texts = {
            utf8(name), other(korean, name), other(english, name),
        };
        int needed = 1 + 4 * words.length + 6;
        for (byte[] text : texts) {
            needed += text.length;
        }
        int offset = room(needed);
        byte[] chunk = chunks[offset >>> CHUNK_BITS];
        int at = offset & (CHUNK - 1);
        chunk[at++] = (byte) words.length;
        for (int word : words) {
            INT.set(chunk, at, word);
            at += 4;
        }
        for (byte[] text : texts) {
            at = write(text, chunk, at);
        }
        return offset;
    }

    private static byte[] other(String text, String name) {
        return text.equals(name) ? new byte[0] : utf8(text);
    }

    private static byte[] utf8(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.getBytes(StandardCharsets.UTF_8);
    }

    private static int write(byte[] text, byte[] chunk, int at) {
        chunk[at] = (byte) (text.length >>> 8);
        chunk[at + 1] = (byte) text.length;
        System.arraycopy(text, 0, chunk, at + 2, text.length);
        return at + 2 + text.length;
    }

    private int room(int needed) {
        if ((end & (CHUNK - 1)) + needed > CHUNK || end >>> CHUNK_BITS == chunks.length) {
            end = chunks.length << CHUNK_BITS;
            byte[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new byte[CHUNK];
            chunks = grown;
        }
        int offset = end;
        end += needed;
        return offset;
    }

    /** Copies a record of another store to the end of this one. */
    int addFrom(PlaceTexts source, int offset) {
        int length = source.length(offset);
        int copy = room(length);
        System.arraycopy(
                source.chunks[offset >>> CHUNK_BITS],
                offset & (CHUNK - 1),
                chunks[copy >>> CHUNK_BITS],
                copy & (CHUNK - 1),
                length);
        return copy;
    }

    /** How many bytes a record takes. */
    int length(int offset) {
        byte[] chunk = chunks[offset >>> CHUNK_BITS];
        int from = offset & (CHUNK - 1);
        int at = from + 1 + 4 * chunk[from];
        for (int text = 0; text < 3; text++) {
            at += 2 + length(chunk, at);
        }
        return at - from;
    }

    private static int length(byte[] chunk, int at) {
        return (chunk[at] & 0xff) << 8 | (chunk[at + 1] & 0xff);
    }

    /** The name itself. */
    String name(int offset) {
        return text(offset, 0);
    }

    /** The name in a language, as far as it has one there. */
    String name(int offset, Locale locale) {
        String named =
                switch (locale.getLanguage()) {
                    case "ko" -> text(offset, KOREAN);
                    case "en" -> text(offset, ENGLISH);
                    default -> "";
                };
        return named.isEmpty() ? name(offset) : named;
    }

    private String text(int offset, int which) {
        byte[] chunk = chunks[offset >>> CHUNK_BITS];
        int at = offset & (CHUNK - 1);
        at += 1 + 4 * chunk[at];
        for (int text = 0; text < which; text++) {
            at += 2 + length(chunk, at);
        }
        return new String(chunk, at + 2, length(chunk, at), StandardCharsets.UTF_8);
    }

    int words(int offset) {
        return chunks[offset >>> CHUNK_BITS][offset & (CHUNK - 1)];
    }

    int word(int offset, int which) {
        int at = (offset & (CHUNK - 1)) + 1 + 4 * which;
        return (int) INT.get(chunks[offset >>> CHUNK_BITS], at);
    }

    int[] wordsOf(int offset) {
        int[] words = new int[words(offset)];
        for (int which = 0; which < words.length; which++) {
            words[which] = word(offset, which);
        }
        return words;
    }

    long bytes() {
        return (long) chunks.length * CHUNK;
    }
}
