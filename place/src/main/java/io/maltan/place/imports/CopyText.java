package io.maltan.place.imports;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {

    private static final String NULL = "\\N";

    private final StringBuilder rows = new StringBuilder(1 << 16);
    private boolean inRow;

    CopyText add(@Nullable Object value) {
        if (inRow) {
            rows.append('\t');
        }
        inRow = true;
        if (value == null) {
            rows.append(NULL);
        } else if (value instanceof String text) {
            appendEscaped(text);
        } else {
            rows.append(value);
        }
        return this;
    }

    void endRow() {
        rows.append('\n');
        inRow = false;
    }

    ByteBuffer toBytes() {
        return StandardCharsets.UTF_8.encode(CharBuffer.wrap(rows));
    }

    private void appendEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(character);
            }
        }
    }
}
