package io.maltan.user.session;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** The caller has no such session. */
public final class SessionNotFound extends NotFound {

    public SessionNotFound(UUID id) {
        super("session_not_found", id.toString());
    }
}
