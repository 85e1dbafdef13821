package io.maltan.community.text;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a draft, so that its author hears of everything at once. */
public final class DraftCheck {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");

    /** Letters and signs that look like nothing. */
    private static final String FILLERS = "\u115f\u1160\u3164\uffa0\u2800";

    private final List<FieldViolation> violations = new ArrayList<>();

    /** A text of one line without surrounding blanks. */
    public String line(String field, @Nullable String text, int longest) {
        return checked(field, text == null ? "" : text.strip(), longest, false);
    }

    /** A text of any number of lines, each of which ends with a line feed. */
    public String lines(String field, @Nullable String text, int longest) {
        String lines = text == null ? "" : LINE_END.matcher(text).replaceAll("\n");
        return checked(field, lines.stripTrailing(), longest, true);
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
        if (isBlank(text)) {
            require(false, field, "required");
        } else if (length > longest) {
            require(false, field, "size", 1, longest);
        } else {
            require(isReadable(text, severalLines), field, "text");
        }
        return text;
    }

    /**
     * Whether there is nothing to see: blanks, or what takes no room and has no look of its own.
     */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(DraftCheck::isSeen);
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    false;
            default -> !Character.isWhitespace(codePoint) && FILLERS.indexOf(codePoint) < 0;
        };
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
