package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** The caller is known and may not do this: 403. */
public non-sealed class Forbidden extends Problem {

    public Forbidden(String code, Object... arguments) {
        super(HttpStatus.FORBIDDEN, code, arguments);
    }
}
