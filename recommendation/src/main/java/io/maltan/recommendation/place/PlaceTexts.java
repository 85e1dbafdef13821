package io.maltan.recommendation.place;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What places are called, in every language that answers speak, with the hashes of the names'
 * words. Every ranking needs the hashes: they are on the heap, in records one behind the other. The
 * names themselves are needed for what is shown, and lie in a {@link NameFile}.
 *
 * <pre>
 * record: one number of position · 8 + count of words, then the words' hashes
 * names at the position: three texts: name, Korean, English
 * a text: length (2 bytes), UTF-8; length 0 where it is the name once more
 * </pre>
 */
final class PlaceTexts {

    /** A record's head, and as many words as names of places usually tell. */
    static final int USUAL_BYTES = 4 + 4 * 4;

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int COUNT_BITS = 3;
    private static final int MOST_WORDS = (1 << COUNT_BITS) - 1;
    private static final int LONGEST = 300;
    private static final int TEXTS = 3;

    /** Nearly all names fit; what does not is read once more, as long as it may be. */
    private static final int USUAL_NAMES = 160;

    private static final int LONGEST_NAMES = TEXTS * (2 + 3 * LONGEST);
    private static final int KOREAN = 1;
    private static final int ENGLISH = 2;

    private final NameFile names;
    private volatile int[][] chunks = new int[0][];
    private int end;

    /**
     * Holds nothing yet.
     *
     * @param directory where names are kept; null for the usual place of temporary files
     */
    PlaceTexts(@Nullable Path directory) {
        this.names = new NameFile(directory);
    }

    /** An empty one that keeps names in the same folder. */
    PlaceTexts anew() {
        return new PlaceTexts(names.directory());
    }

    /** Appends a record; returns its offset. */
    int add(int[] words, String name, String korean, String english) {
        byte[][] texts = {
            utf8(name), other(korean, name), other(english, name),
        };
        byte[] record = new byte[2 * TEXTS + texts[0].length + texts[1].length + texts[2].length];
        int at = 0;
        for (byte[] text : texts) {
            at = write(text, record, at);
        }
        return add(words, Math.min(MOST_WORDS, words.length), record);
    }

    private static byte[] other(String text, String name) {
        return text.equals(name) ? new byte[0] : utf8(text);
    }

    private static byte[] utf8(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.getBytes(StandardCharsets.UTF_8);
    }

    private static int write(byte[] text, byte[] record, int at) {
        record[at] = (byte) (text.length >>> 8);
        record[at + 1] = (byte) text.length;
        System.arraycopy(text, 0, record, at + 2, text.length);
        return at + 2 + text.length;
    }

    private int add(int[] words, int count, byte[] texts) {
        int offset = room(1 + count);
        int[] chunk = chunks[offset >>> CHUNK_BITS];
        int at = offset & (CHUNK - 1);
        chunk[at] = names.add(texts) << COUNT_BITS | count;
        System.arraycopy(words, 0, chunk, at + 1, count);
        return offset;
    }

    private int room(int needed) {
        if ((end & (CHUNK - 1)) + needed > CHUNK || end >>> CHUNK_BITS == chunks.length) {
            end = chunks.length << CHUNK_BITS;
            int[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new int[CHUNK];
            chunks = grown;
        }
        int offset = end;
        end += needed;
        return offset;
    }

    /** Copies a record of another store to the end of this one. */
    int addFrom(PlaceTexts source, int offset) {
        int[] words = source.wordsOf(offset);
        byte[] texts = source.texts(offset);
        return add(words, words.length, Arrays.copyOf(texts, end(texts)));
    }

    private int head(int offset) {
        return chunks[offset >>> CHUNK_BITS][offset & (CHUNK - 1)];
    }

    private int position(int offset) {
        return head(offset) >>> COUNT_BITS;
    }

    /** The texts of a record, and whatever lies behind them. */
    private byte[] texts(int offset) {
        byte[] texts = names.read(position(offset), USUAL_NAMES);
        return end(texts) <= texts.length ? texts : names.read(position(offset), LONGEST_NAMES);
    }

    /** Where the texts end; beyond what was read where that is cut off. */
    private static int end(byte[] texts) {
        return beginning(texts, TEXTS);
    }

    private static int beginning(byte[] texts, int which) {
        int at = 0;
        for (int text = 0; text < which; text++) {
            if (at + 2 > texts.length) {
                return Integer.MAX_VALUE;
            }
            at += 2 + length(texts, at);
        }
        return at;
    }

    private static int length(byte[] texts, int at) {
        return ((texts[at] & 0xff) << 8) | (texts[at + 1] & 0xff);
    }

    /** How many bytes a record and its names take. */
    int length(int offset) {
        return 4 + 4 * words(offset) + end(texts(offset));
    }

    /** The name itself. */
    String name(int offset) {
        return text(texts(offset), 0);
    }

    /** The name in a language, as far as it has one there. */
    String name(int offset, Locale locale) {
        byte[] texts = texts(offset);
        String named =
                switch (locale.getLanguage()) {
                    case "ko" -> text(texts, KOREAN);
                    case "en" -> text(texts, ENGLISH);
                    default -> "";
                };
        return named.isEmpty() ? text(texts, 0) : named;
    }

    private static String text(byte[] texts, int which) {
        int at = beginning(texts, which);
        return new String(texts, at + 2, length(texts, at), StandardCharsets.UTF_8);
    }

    int words(int offset) {
        return head(offset) & MOST_WORDS;
    }

    int word(int offset, int which) {
        return chunks[offset >>> CHUNK_BITS][(offset & (CHUNK - 1)) + 1 + which];
    }

    int[] wordsOf(int offset) {
        int from = (offset & (CHUNK - 1)) + 1;
        return Arrays.copyOfRange(chunks[offset >>> CHUNK_BITS], from, from + words(offset));
    }

    /** What is on the heap. */
    long heapBytes() {
        return 4L * chunks.length * CHUNK + names.heapBytes();
    }

    /** All of it. */
    long bytes() {
        return heapBytes() + names.fileBytes();
    }
}
