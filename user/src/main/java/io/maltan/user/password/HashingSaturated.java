package io.maltan.user.password;

import io.maltan.platform.problem.Unavailable;
import java.time.Duration;

/** More passwords wait to be hashed than can be hashed in time. */
public final class HashingSaturated extends Unavailable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public HashingSaturated() {
        super("hashing_saturated", RETRY_AFTER);
    }
}
