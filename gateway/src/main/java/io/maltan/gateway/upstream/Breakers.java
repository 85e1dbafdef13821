package io.maltan.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * A circuit breaker for each service.
 *
 * <p>Only what says that nobody is there counts against a service: refused or broken connections
 * and answers that do not come. A service that answers, whatever the status, is alive: one route
 * that fails must not take the others with it.
 */
@Component
class Breakers {

    private final CircuitBreakerRegistry breakers;

    Breakers(BreakerSettings settings, MeterRegistry meters) {
        this.breakers = CircuitBreakerRegistry.of(toConfig(settings));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    }

    CircuitBreaker of(Service service) {
        return breakers.circuitBreaker(service.id());
    }

    private static CircuitBreakerConfig toConfig(BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        settings.window(),
                        settings.minimumCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.failurePercentage())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .maxWaitDurationInHalfOpenState(settings.pause())
                .recordException(UpstreamFailures::saysNobodyIsThere)
                .ignoreException(error -> !UpstreamFailures.saysNobodyIsThere(error))
                .writableStackTraceEnabled(false)
                .build();
    }
}
