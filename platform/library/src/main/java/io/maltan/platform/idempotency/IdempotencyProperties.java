package io.maltan.platform.idempotency;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long answers are kept for repetitions.
 *
 * @param excludedPaths path patterns whose answers must not be kept, such as those that hold tokens
 */
@ConfigurationProperties("maltan.idempotency")
record IdempotencyProperties(
        @DefaultValue("24h") Duration keptFor, @DefaultValue List<String> excludedPaths) {}
