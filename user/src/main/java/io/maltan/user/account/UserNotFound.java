package io.maltan.user.account;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** There is no such user, or none that may be seen. */
public final class UserNotFound extends NotFound {

    public UserNotFound(UUID id) {
        super("user_not_found", id.toString());
    }
}
