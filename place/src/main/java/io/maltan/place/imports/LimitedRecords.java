package io.maltan.place.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a CSV file, record by record: no line, however long or of however many fields,
 * and no quote where none may stand takes the memory or the rest of the file.
 *
 * <p>A record that cannot be read ends before what is wrong with it. Where it has several lines, a
 * quote too many may have made one record of them: then it is the first line alone, and the others
 * are read again, unless as much as all of the file so far has been already.
 *
 * <p>Where records end is decided as the reader of records does. All ends of lines are written as
 * line feeds, of which it has one opinion only.
 */
final class LimitedRecords extends Reader {

    static final int LONGEST_RECORD = 1 << 16;

    /** Below what the reader of records stands for. */
    static final int MOST_SEPARATORS = 16_000;

    private static final String TOO_LONG = "too_long";
    private static final String BAD_QUOTES = "bad_quotes";
    private static final int CHUNK = 1 << 14;
    private static final char QUOTE = '"';

    private final Reader all;
    private final char separator;
    private final Map<Long, String> faults = new HashMap<>();

    /** The record, from {@code begin}, and what follows it, from {@code at} to {@code end}. */
    private final char[] window = new char[LONGEST_RECORD + CHUNK];

    private int begin;
    private int at;
    private int end;
    private boolean afterReturn;
    private long heard;
    private long heardAgain;

    private long line = 1;
    private long recordLine = 1;
    private Field field = Field.EMPTY;
    private int separators;

    /** Where the second line of a record begins, counted from its beginning; 0 without any. */
    private int secondLine;

    private boolean skipping;

    /** What is left to tell of the record: from the window, and what ends it. */
    private int taken;

    private int stop;
    private String tail = "";

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

    /**
     * Why the record that begins with a line ends before its time, asked once for each; null where
     * it does not.
     */
    @Nullable String faultOf(long startingLine) {
        return faults.remove(startingLine);
    }

    @Override
    public int read(char[] buffer, int offset, int capacity) throws IOException {
        if (taken < stop) {
            int count = Math.min(capacity, stop - taken);
            System.arraycopy(window, taken, buffer, offset, count);
            taken += count;
            return count;
        }
        if (!tail.isEmpty()) {
            buffer[offset] = tail.charAt(0);
            tail = tail.substring(1);
            return 1;
        }
        return readRecord() ? read(buffer, offset, capacity) : -1;
    }

    /** Reads the next record; false at the end. */
    private boolean readRecord() throws IOException {
        if (skipping) {
            skipLine();
        }
        beginRecord();
        while (at < end || fill()) {
            char next = window[at];
            if (next == '\n' && field != Field.QUOTED) {
                take(next);
                endRecord(at, "");
                return true;
            }
            @Nullable String fault = faultWith(next);
            if (fault != null) {
                spoil(fault, secondLine > 0 && heardAgain <= heard);
                return true;
            }
            take(next);
        }
        if (field == Field.QUOTED) {
            spoil(BAD_QUOTES, secondLine > 0);
        } else {
            endRecord(at, "");
        }
        return taken < stop;
    }

    private void beginRecord() {
        begin = at;
        recordLine = line;
        field = Field.EMPTY;
        separators = 0;
        secondLine = 0;
    }

    private void endRecord(int itsEnd, String itsTail) {
        taken = begin;
        stop = itsEnd;
        tail = itsTail;
    }

    private @Nullable String faultWith(char next) {
        if (at - begin >= LONGEST_RECORD || separators >= MOST_SEPARATORS) {
            return TOO_LONG;
        }
        return field == Field.CLOSED && next != QUOTE && next != separator ? BAD_QUOTES : null;
    }

    private void take(char next) {
        at++;
        if (next == '\n') {
            line++;
            secondLine = secondLine == 0 ? at - begin : secondLine;
        }
        if (isSeparator(next)) {
            separators++;
        }
        field = fieldAfter(next);
    }

    private boolean isSeparator(char character) {
        return character == separator || character == ',' || character == ';' || character == '\t';
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

    /** Ends the record before the next character or line; no quote is left open. */
    private void spoil(String fault, boolean hearAgain) {
        faults.put(recordLine, fault);
        if (hearAgain) {
            int second = begin + secondLine;
            heardAgain += at - second;
            at = second;
            line = recordLine + 1;
            endRecord(second - 1, QUOTE + "\n");
        } else {
            skipping = true;
            endRecord(at, field == Field.QUOTED ? QUOTE + "\n" : "\n");
        }
    }

    private void skipLine() throws IOException {
        while (skipping && (at < end || fill())) {
            skipping = window[at] != '\n';
            take(window[at]);
            begin = at;
        }
    }

    /** Reads more behind what is still needed of the window; false at the end of the file. */
    private boolean fill() throws IOException {
        System.arraycopy(window, begin, window, 0, end - begin);
        at -= begin;
        end -= begin;
        begin = 0;
        int read = all.read(window, end, CHUNK);
        if (read <= 0) {
            return false;
        }
        heard += read;
        unifyEndsOfLines(end + read);
        return at < end || fill();
    }

    private void unifyEndsOfLines(int newEnd) {
        for (int i = end; i < newEnd; i++) {
            boolean endsReturn = afterReturn && window[i] == '\n';
            afterReturn = window[i] == '\r';
            if (!endsReturn) {
                window[end++] = afterReturn ? '\n' : window[i];
            }
        }
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
