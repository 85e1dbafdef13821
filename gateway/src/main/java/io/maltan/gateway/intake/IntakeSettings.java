package io.maltan.gateway.intake;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in; may change while the gateway runs.
 *
 * @param requests how many requests may be under way at once, streams aside
 * @param corsOrigins origins of the web pages that may call
 * @param corsMaxAge how long browsers may keep the answer to a preflight
 */
record IntakeSettings(
        @DefaultValue("1000") @Min(1) int requests,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("1h") @DurationMin(seconds = 0) Duration corsMaxAge) {

    static final String PREFIX = "maltan.gateway.intake";
}
