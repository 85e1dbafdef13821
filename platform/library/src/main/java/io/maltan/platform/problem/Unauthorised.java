package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** Nobody, or nobody known, is calling: 401. */
public non-sealed class Unauthorised extends Problem {

    public Unauthorised(String code, Object... arguments) {
        super(HttpStatus.UNAUTHORIZED, code, arguments);
    }
}
