package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** What was asked for does not exist, or the caller may not know that it does: 404. */
public non-sealed class NotFound extends Problem {

    public NotFound(String code, Object... arguments) {
        super(HttpStatus.NOT_FOUND, code, arguments);
    }
}
