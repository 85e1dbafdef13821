package io.maltan.platform.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a process stops.
 *
 * @param notice how long it goes on answering once it has said that it is not ready; longer than
 *     the gateway takes to look round, which is 2 s
 */
@Validated
@ConfigurationProperties("maltan.stop")
record StopProperties(
        @DefaultValue("2500ms") @DurationMin(millis = 0) @DurationMax(seconds = 5)
                Duration notice) {}
