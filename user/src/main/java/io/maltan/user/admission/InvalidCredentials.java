package io.maltan.user.admission;

import io.maltan.platform.problem.Unauthorised;

/** The e-mail address is unknown or the password is wrong; which of the two is not told. */
public final class InvalidCredentials extends Unauthorised {

    public InvalidCredentials() {
        super("invalid_credentials");
    }
}
