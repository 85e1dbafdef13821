package io.maltan.user.password;

import io.maltan.platform.problem.Forbidden;

/** The present password, asked for once more, was another. */
public final class WrongPassword extends Forbidden {

    public WrongPassword() {
        super("wrong_password");
    }
}
