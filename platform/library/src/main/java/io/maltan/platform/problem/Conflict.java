package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** The request contradicts the present state: 409. */
public non-sealed class Conflict extends Problem {

    public Conflict(String code, Object... arguments) {
        super(HttpStatus.CONFLICT, code, arguments);
    }
}
