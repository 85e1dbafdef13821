package io.maltan.user.password;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Which passwords are good enough: 8 to 128 characters and none of the commonest, which {@code
 * common-passwords.txt} lists.
 */
@Component
public final class PasswordPolicy {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final Set<String> common = readCommon();

    private static Set<String> readCommon() {
        try {
            return new ClassPathResource("common-passwords.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with a password, if anything. Length and commonness are judged in the form in
     * which it is hashed, beside the length as it was sent.
     */
    public Optional<FieldViolation> violation(String field, String password) {
        if (lengthOf(password) > LONGEST) {
            return Optional.of(new FieldViolation(field, "size", SHORTEST, LONGEST));
        }
        String hashed = PasswordForm.of(password);
        if (lengthOf(hashed) < SHORTEST) {
            return Optional.of(new FieldViolation(field, "size", SHORTEST, LONGEST));
        }
        if (LONE_SURROGATE.matcher(password).find()) {
            return Optional.of(new FieldViolation(field, "text"));
        }
        if (common.contains(hashed.toLowerCase(Locale.ROOT)) || isOneCharacter(hashed)) {
            return Optional.of(new FieldViolation(field, "common_password"));
        }
        return Optional.empty();
    }

    private static int lengthOf(String password) {
        return password.codePointCount(0, password.length());
    }

    /** Raises {@code validation_failed} for a password that is not good enough. */
    public void require(String field, String password) {
        violation(field, password)
                .ifPresent(violation -> {
                    throw Invalid.of(List.of(violation));
                });
    }

    private static boolean isOneCharacter(String password) {
        return password.codePoints().distinct().count() == 1;
    }
}
