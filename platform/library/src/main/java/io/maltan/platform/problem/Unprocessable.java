package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** The request is well formed and still cannot be followed: 422. */
public non-sealed class Unprocessable extends Problem {

    public Unprocessable(String code, Object... arguments) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, code, arguments);
    }
}
