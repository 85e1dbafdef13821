package io.maltan.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Something that went wrong and that the client should hear about.
 *
 * <p>A service subclasses one of the permitted kinds and gives its {@code code}: stable, in
 * snake_case, for programs. Title and detail come from the message bundle {@code problems} under
 * {@code <code>.title} and {@code <code>.detail}; the arguments fill the placeholders of the
 * detail. Problems carry no stack trace: they are answers, not failures.
 */
public abstract sealed class Problem extends RuntimeException
        permits Conflict,
                Forbidden,
                Invalid,
                NotFound,
                PreconditionFailed,
                TooLarge,
                TooMany,
                Unauthorised,
                Unavailable,
                Unprocessable {

    private final HttpStatus status;
    private final String code;
    private final transient Object[] arguments;

    Problem(HttpStatus status, String code, Object... arguments) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.arguments = arguments.clone();
    }

    public HttpStatus status() {
        return status;
    }

    /** The stable code for programs, such as {@code place_not_found}. */
    public String code() {
        return code;
    }

    /** What fills the placeholders of the localised detail. */
    public Object[] arguments() {
        return arguments.clone();
    }

    /** The fields that were wrong, where the problem is about fields. */
    public List<FieldViolation> violations() {
        return List.of();
    }

    /** When the client may try again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
