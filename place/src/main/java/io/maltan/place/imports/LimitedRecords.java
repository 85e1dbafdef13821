package io.maltan.place.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;

/**
 * The characters of a CSV file, of each record only the first ones: no line, however long or of
 * however many fields, and no quote that is never closed takes the memory or the rest of the file.
 */
final class LimitedRecords extends Reader {

    static final int LONGEST_RECORD = 1 << 16;

    /** Below what the reader of records stands for. */
    static final int MOST_SEPARATORS = 16_000;

    private static final char QUOTE = '"';

    private final Reader all;
    private final Set<Long> cut = new HashSet<>();
    private long line = 1;
    private long recordLine = 1;
    private int length;
    private int separators;
    private boolean quoted;
    private boolean cutting;

    LimitedRecords(Reader all) {
        this.all = all;
    }

    /** Whether the record that begins with a line was cut; asked once for each. */
    boolean wasCut(long startingLine) {
        return cut.remove(startingLine);
    }

    @Override
    public int read(char[] buffer, int offset, int capacity) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int read = all.read(buffer, offset, capacity);
            if (read <= 0) {
                return read;
            }
            for (int i = offset; i < offset + read; i++) {
                if (keeps(buffer[i])) {
                    buffer[offset + kept] = closing(buffer[i]);
                    kept++;
                }
            }
        }
        return kept;
    }

    private boolean keeps(char character) {
        if (character == '\n') {
            line++;
            if (cutting || !quoted) {
                cutting = false;
                quoted = false;
                length = 0;
                separators = 0;
                recordLine = line;
            }
            return true;
        }
        if (cutting) {
            return false;
        }
        if (character == QUOTE) {
            quoted = !quoted;
        }
        length++;
        if (isSeparator(character)) {
            separators++;
        }
        return true;
    }

    private static boolean isSeparator(char character) {
        return character == ',' || character == ';' || character == '\t';
    }

    /** The last character that is kept of a long record closes its quote. */
    private char closing(char character) {
        if (cutting || (length < LONGEST_RECORD && separators < MOST_SEPARATORS)) {
            return character;
        }
        cutting = true;
        cut.add(recordLine);
        return quoted ? QUOTE : character;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
