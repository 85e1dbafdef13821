package io.maltan.user.account;

import io.maltan.platform.problem.Conflict;

/** Somebody has an account with this e-mail address. */
public final class EmailTaken extends Conflict {

    public EmailTaken() {
        super("email_taken");
    }
}
