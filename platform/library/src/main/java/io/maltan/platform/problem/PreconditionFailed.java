package io.maltan.platform.problem;

import org.springframework.http.HttpStatus;

/** The resource is no longer what the client thinks: 412. */
public non-sealed class PreconditionFailed extends Problem {

    public PreconditionFailed(String code, Object... arguments) {
        super(HttpStatus.PRECONDITION_FAILED, code, arguments);
    }
}
