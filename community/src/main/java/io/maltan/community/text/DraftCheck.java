package io.maltan.community.text;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a draft, so that its author hears of everything at once. */
public final class DraftCheck {

    private final List<FieldViolation> violations = new ArrayList<>();

    /** A text of one line without surrounding blanks. */
    public String line(String field, @Nullable String text, int longest) {
        return checked(field, text == null ? "" : text.strip(), longest, false);
    }

    /** A text of any number of lines. */
    public String lines(String field, @Nullable String text, int longest) {
        return checked(field, text == null ? "" : text.stripTrailing(), longest, true);
    }

    public void require(boolean holds, String field, String rule, Object... arguments) {
        if (!holds) {
            violations.add(new FieldViolation(field, rule, arguments));
        }
    }

    /** Raises {@code validation_failed} with all that was found. */
    public void done() {
        if (!violations.isEmpty()) {
            throw Invalid.of(violations);
        }
    }

    private String checked(String field, String text, int longest, boolean severalLines) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            require(false, field, "required");
        } else if (length > longest) {
            require(false, field, "size", 1, longest);
        } else {
            require(isReadable(text, severalLines), field, "text");
        }
        return text;
    }

    /** No control characters except those that begin lines, and no half of a surrogate pair. */
    public static boolean isReadable(String text, boolean severalLines) {
        return text.codePoints().allMatch(codePoint -> isReadable(codePoint, severalLines));
    }

    private static boolean isReadable(int codePoint, boolean severalLines) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL ->
                    severalLines && (codePoint == '\n' || codePoint == '\r' || codePoint == '\t');
            case Character.SURROGATE -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> severalLines;
            default -> true;
        };
    }
}
