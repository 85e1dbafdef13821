package io.maltan.place.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;

/**
 * The characters of a CSV file, of each record only the first ones: no line, however long or of
 * however many fields, and no quote that is never closed takes the memory or the rest of the file.
 *
 * <p>Where records end is decided as the reader of records does. All ends of lines are written as
 * line feeds, of which it has one opinion only.
 */
final class LimitedRecords extends Reader {

    static final int LONGEST_RECORD = 1 << 16;

    /** Below what the reader of records stands for. */
    static final int MOST_SEPARATORS = 16_000;

    private static final char QUOTE = '"';

    private final Reader all;
    private final char separator;
    private final Set<Long> cut = new HashSet<>();
    private long line = 1;
    private long recordLine = 1;
    private int length;
    private int separators;
    private Field field = Field.EMPTY;
    private boolean cutting;
    private boolean afterReturn;

    /** How far a field has come. A quote means something only where the field began with one. */
    private enum Field {
        EMPTY,
        PLAIN,
        QUOTED,
        CLOSED;

        Field afterQuote() {
            return switch (this) {
                case EMPTY, CLOSED -> QUOTED;
                case QUOTED -> CLOSED;
                case PLAIN -> PLAIN;
            };
        }
    }

    LimitedRecords(Reader all, char separator) {
        this.all = all;
        this.separator = separator;
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
                char character = buffer[i] == '\r' ? '\n' : buffer[i];
                boolean endsReturn = afterReturn && buffer[i] == '\n';
                afterReturn = buffer[i] == '\r';
                if (!endsReturn && keeps(character)) {
                    buffer[offset + kept] = closing(character);
                    kept++;
                }
            }
        }
        return kept;
    }

    private boolean keeps(char character) {
        if (character == '\n') {
            line++;
            if (cutting || field != Field.QUOTED) {
                beginRecord();
            }
            return true;
        }
        if (cutting) {
            return false;
        }
        length++;
        if (isSeparator(character)) {
            separators++;
        }
        field = fieldAfter(character);
        return true;
    }

    private void beginRecord() {
        cutting = false;
        field = Field.EMPTY;
        length = 0;
        separators = 0;
        recordLine = line;
    }

    private static boolean isSeparator(char character) {
        return character == ',' || character == ';' || character == '\t';
    }

    private Field fieldAfter(char character) {
        if (character == QUOTE) {
            return field.afterQuote();
        }
        if (field == Field.QUOTED) {
            return field;
        }
        if (character == separator) {
            return Field.EMPTY;
        }
        return field == Field.EMPTY ? Field.PLAIN : field;
    }

    /** The last character that is kept of a long record leaves no quote open. */
    private char closing(char character) {
        if (cutting || (length < LONGEST_RECORD && separators < MOST_SEPARATORS)) {
            return character;
        }
        cutting = true;
        cut.add(recordLine);
        if (field != Field.QUOTED) {
            return character;
        }
        return character == QUOTE ? separator : QUOTE;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
