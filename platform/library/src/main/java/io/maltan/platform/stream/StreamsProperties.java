package io.maltan.platform.stream;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of server-sent event streams.
 *
 * @param cap how many may be open in this replica at once
 * @param buffer how many messages may wait for one client
 * @param heartbeat how often a comment is sent
 * @param retry how long a client is asked to wait before it reconnects
 * @param patience how long messages may wait for one client without a break before it is dropped
 * @param drain over what time streams are ended when the server stops, so that their clients do not
 *     all come back in the same moment
 */
@Validated
@ConfigurationProperties("maltan.streams")
record StreamsProperties(
        @DefaultValue("4000") @Positive int cap,
        @DefaultValue("256") @Positive int buffer,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("2s") Duration retry,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("2s") @DurationMin(millis = 0) @DurationMax(seconds = 5) Duration drain) {}
