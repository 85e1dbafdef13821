package io.maltan.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts what passes a limit, and refuses it unless limits are only watched. */
@Component
class Refusals {

    private final MeterRegistry meters;
    private final boolean enforced;

    Refusals(RateLimitSettings settings, MeterRegistry meters) {
        this.meters = meters;
        this.enforced = settings.mode() == RateLimitSettings.Mode.ENFORCE;
    }

    void refuse(String policy, Duration retryAfter) {
        meters.counter(
                        "maltan.gateway.rate.limited",
                        "policy",
                        policy,
                        "refused",
                        Boolean.toString(enforced))
                .increment();
        if (enforced) {
            throw new RateLimited(retryAfter);
        }
    }
}
