package io.maltan.user.session;

import io.maltan.platform.problem.Forbidden;

/** The password was right, but an administrator has disabled the account. */
public final class AccountDisabled extends Forbidden {

    public AccountDisabled() {
        super("account_disabled");
    }
}
