package io.maltan.place.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY, in UTF-8. */
final class CopyText {

    private static final String NULL = "\\N";
    private static final byte NONE = 0;

    private byte[] rows;
    private int length;
    private boolean inRow;

    /**
     * @param bytes about how long it will be
     */
    CopyText(int bytes) {
        rows = new byte[bytes];
    }

    CopyText add(@Nullable Object value) {
        if (inRow) {
            append((byte) '\t');
        }
        inRow = true;
        if (value == null) {
            appendPlain(NULL);
        } else if (value instanceof String text) {
            appendEscaped(text);
        } else {
            appendPlain(value.toString());
        }
        return this;
    }

    void endRow() {
        append((byte) '\n');
        inRow = false;
    }

    /** How many bytes there are so far. */
    int length() {
        return length;
    }

    ByteBuffer toBytes() {
        return ByteBuffer.wrap(rows, 0, length);
    }

    private void append(byte one) {
        makeRoom(1);
        rows[length++] = one;
    }

    private void makeRoom(int bytes) {
        if (rows.length - length < bytes) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, length + bytes));
        }
    }

    private void appendPlain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, rows, length, bytes.length);
        length += bytes.length;
    }

    private void appendEscaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        makeRoom(2 * bytes.length);
        for (byte each : bytes) {
            byte escape = escapeOf(each);
            if (escape != NONE) {
                rows[length++] = '\\';
            }
            rows[length++] = escape == NONE ? each : escape;
        }
    }

    private static byte escapeOf(byte each) {
        return switch (each) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> NONE;
        };
    }
}
