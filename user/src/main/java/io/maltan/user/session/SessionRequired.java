package io.maltan.user.session;

import io.maltan.platform.problem.Forbidden;

/** Only who has logged in may do this; an API key may not. */
public final class SessionRequired extends Forbidden {

    public SessionRequired() {
        super("session_required");
    }
}
