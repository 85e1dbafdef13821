package io.maltan.user.session;

import io.maltan.platform.problem.Unauthorised;

/** A refresh token that is unknown, spent or expired, or whose session has ended. */
public final class InvalidRefreshToken extends Unauthorised {

    public InvalidRefreshToken() {
        super("invalid_refresh_token");
    }
}
