package io.maltan.user.account;

import io.maltan.platform.problem.Conflict;

/** Without this administrator there would be none. */
public final class LastAdministrator extends Conflict {

    public LastAdministrator() {
        super("last_administrator");
    }
}
