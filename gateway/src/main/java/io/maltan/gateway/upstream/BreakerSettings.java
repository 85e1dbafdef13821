package io.maltan.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a service counts as away.
 *
 * @param window how many calls are looked at
 * @param minimumCalls how many of them must have been made before the breaker judges
 * @param failurePercentage the share of failures that opens it
 * @param pause how long it stays open before it tries again
 * @param trials how many calls it then lets through
 */
@ConfigurationProperties("maltan.gateway.breaker")
record BreakerSettings(
        @DefaultValue("20") int window,
        @DefaultValue("10") int minimumCalls,
        @DefaultValue("50") float failurePercentage,
        @DefaultValue("2s") Duration pause,
        @DefaultValue("3") int trials) {}
