package io.maltan.place.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * {@link PlainText} that people can see, on one line, and that does not turn the direction of what
 * stands beside it.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainName.Check.class)
public @interface PlainName {

    String message() default "must be visible text on one line";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Decides for a {@link PlainName}. */
    final class Check implements ConstraintValidator<PlainName, CharSequence> {

        /**
         * Letters and symbols, says Unicode, of which nothing is seen: fillers of Hangul, an empty
         * Braille cell.
         */
        private static final String BLANK = "\u115f\u1160\u3164\uffa0\u2800";

        @Override
        public boolean isValid(@Nullable CharSequence name, ConstraintValidatorContext context) {
            return name == null || isName(name);
        }

        /** Whether a text is such a name. */
        public static boolean isName(CharSequence text) {
            return PlainText.Check.isPlain(text)
                    && text.codePoints().noneMatch(Check::breaksLine)
                    && text.codePoints().noneMatch(Check::turnsDirection)
                    && text.codePoints().anyMatch(Check::isVisible);
        }

        private static boolean breaksLine(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                        true;
                default -> false;
            };
        }

        /** Embeddings, overrides and isolates. */
        private static boolean turnsDirection(int character) {
            return (character >= 0x202a && character <= 0x202e)
                    || (character >= 0x2066 && character <= 0x2069);
        }

        private static boolean isVisible(int character) {
            return switch (Character.getType(character)) {
                case Character.FORMAT,
                        Character.SPACE_SEPARATOR,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.UNASSIGNED ->
                        false;
                default -> BLANK.indexOf(character) < 0;
            };
        }
    }
}
