package io.maltan.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * An error as it will be answered, before it is put into words.
 *
 * @param errors puts the wrong fields into words
 */
record Failure(
        HttpStatusCode status,
        String code,
        List<Object> arguments,
        Wording errors,
        @Nullable Duration retryAfter,
        HttpHeaders headers) {

    /** Says in a language which fields are wrong, and how. */
    @FunctionalInterface
    interface Wording {

        List<ProblemBody.FieldError> in(MessageSource messages, Locale locale);
    }

    static Failure of(HttpStatusCode status, String code, Object... arguments) {
        return new Failure(
                status,
                code,
                List.of(arguments),
                (messages, locale) -> List.of(),
                null,
                HttpHeaders.EMPTY);
    }

    static Failure of(Problem problem) {
        return new Failure(
                problem.status(),
                problem.code(),
                List.of(problem.arguments()),
                (messages, locale) ->
                        problem.violations().stream()
                                .map(violation -> toFieldError(violation, messages, locale))
                                .toList(),
                problem.retryAfter().orElse(null),
                HttpHeaders.EMPTY);
    }

    private static ProblemBody.FieldError toFieldError(
            FieldViolation violation, MessageSource messages, Locale locale) {
        Object[] arguments = violation.arguments().toArray();
        String message =
                messages.getMessage(
                        "rule." + violation.rule(), arguments, violation.rule(), locale);
        return new ProblemBody.FieldError(
                violation.field(), message == null ? violation.rule() : message);
    }

    Failure withErrors(Wording words) {
        return new Failure(status, code, arguments, words, retryAfter, headers);
    }

    Failure withRetryAfter(Duration pause) {
        return new Failure(status, code, arguments, errors, pause, headers);
    }

    Failure withHeaders(HttpHeaders more) {
        return new Failure(status, code, arguments, errors, retryAfter, more);
    }
}
