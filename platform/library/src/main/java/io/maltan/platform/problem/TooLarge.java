package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** The body is larger than this route takes: 413. */
public non-sealed class TooLarge extends Problem {

    public TooLarge(String code, Object... arguments) {
        super(HttpStatus.CONTENT_TOO_LARGE, code, arguments);
    }
}
