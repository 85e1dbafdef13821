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
 * Text that can be stored and shown: no half of a surrogate pair, and of control characters only
 * the line break and the tabulator.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainText.Check.class)
public @interface PlainText {

    String message() default "contains characters that are not allowed";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Decides for a {@link PlainText}. */
    final class Check implements ConstraintValidator<PlainText, CharSequence> {

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || isPlain(text);
        }

        /** Whether a text is plain. */
        public static boolean isPlain(CharSequence text) {
            int i = 0;
            while (i < text.length() && isAllowed(Character.codePointAt(text, i))) {
                i += Character.charCount(Character.codePointAt(text, i));
            }
            return i == text.length();
        }

        private static boolean isAllowed(int character) {
            return switch (Character.getType(character)) {
                case Character.SURROGATE -> false;
                case Character.CONTROL ->
                        character == '\n' || character == '\r' || character == '\t';
                default -> true;
            };
        }
    }
}
