package io.maltan.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** When a service counts as away; may change while the gateway runs. */
record BreakerSettings(
        @DefaultValue @Valid Rule user,
        @DefaultValue @Valid Rule place,
        @DefaultValue @Valid Rule recommendation,
        @DefaultValue @Valid Rule community) {

    static final String PREFIX = "maltan.gateway.breaker";

    /**
     * Of one service.
     *
     * @param window how many calls are looked at
     * @param minimumCalls how many of them must have been made before the breaker judges
     * @param failurePercentage the share of failures that opens it
     * @param pause how long it stays open before it tries again
     * @param trials how many calls it then lets through
     */
    record Rule(
            @DefaultValue("20") @Min(1) @Max(1000) int window,
            @DefaultValue("10") @Min(1) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercentage,
            @DefaultValue("2s") @DurationMin(millis = 100) Duration pause,
            @DefaultValue("3") @Min(1) int trials) {}

    Rule of(Service service) {
        return switch (service) {
            case USER -> user;
            case PLACE -> place;
            case RECOMMENDATION -> recommendation;
            case COMMUNITY -> community;
        };
    }
}
