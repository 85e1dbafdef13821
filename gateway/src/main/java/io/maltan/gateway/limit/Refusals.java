package io.maltan.gateway.limit;

import io.maltan.platform.configuration.Live;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts what passes a limit, and refuses it unless limits are only watched. */
@Component
class Refusals {

    private final MeterRegistry meters;
    private final Live<RateLimitSettings> settings;

    Refusals(Live<RateLimitSettings> settings, MeterRegistry meters) {
        this.meters = meters;
        this.settings = settings;
    }

    void refuse(String policy, Duration retryAfter) {
        boolean enforced = settings.get().mode() == RateLimitSettings.Mode.ENFORCE;
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
