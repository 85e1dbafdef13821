package io.maltan.user.attempt;

import io.maltan.platform.problem.TooMany;
import java.time.Duration;

/** Too many logins failed for an account or from an address. */
public final class TooManyAttempts extends TooMany {

    public TooManyAttempts(Duration retryAfter) {
        super("too_many_attempts", retryAfter, retryAfter.toSeconds());
    }
}
