package io.maltan.place.imports;

import io.maltan.place.text.PlainText;
import org.jspecify.annotations.Nullable;

/** Texts of files as they are fit to be stored. */
final class Clean {

    static final int LONGEST_NAME = 200;
    static final int LONGEST_ADDRESS = 300;
    static final int LONGEST_TEXT = 500;
    static final int LONGEST_HOURS = 1_000;

    private static final int LONGEST_EXAMPLE = 200;

    private Clean() {}

    /** A text without the space around it; null where nothing is left or it cannot be stored. */
    static @Nullable String optional(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        return stripped.isEmpty() || stripped.length() > longest || !isPlain(stripped)
                ? null
                : stripped;
    }

    static boolean isPlain(String text) {
        return PlainText.Check.isPlain(text);
    }

    /** A text that can be shown as an example, whatever it was. */
    static String example(String text) {
        String shown = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return shown.length() > LONGEST_EXAMPLE ? shown.substring(0, LONGEST_EXAMPLE) : shown;
    }
}
