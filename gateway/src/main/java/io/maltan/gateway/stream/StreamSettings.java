package io.maltan.gateway.stream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of all callers together; may change while the gateway runs.
 *
 * @param open how many may be open at once
 * @param drain over what time they are ended when the gateway stops, so that their clients do not
 *     all come back in the same moment
 */
record StreamSettings(
        @DefaultValue("1000") @Min(0) int open,
        @DefaultValue("2s") @DurationMin(millis = 0) @DurationMax(seconds = 5) Duration drain) {

    static final String PREFIX = "maltan.gateway.streams";
}
