package io.maltan.gateway.limit;

import io.maltan.platform.problem.TooMany;
import java.time.Duration;

/** The caller has used up what it may ask for. */
final class RateLimited extends TooMany {

    RateLimited(Duration retryAfter) {
        super("rate_limited", retryAfter, Math.max(1, retryAfter.toSeconds()));
    }
}
