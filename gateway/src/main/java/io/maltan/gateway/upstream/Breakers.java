package io.maltan.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.maltan.platform.configuration.Live;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final Map<Service, BreakerSettings.Rule> rules = new EnumMap<>(Service.class);
    private volatile Map<Service, CircuitBreaker> breakers = Map.of();

    Breakers(Live<BreakerSettings> settings, MeterRegistry meters) {
        settings.follow(this::follow);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
    }

    /** As it is now: another rule makes another breaker, which knows nothing of the past. */
    CircuitBreaker of(Service service) {
        CircuitBreaker breaker = breakers.get(service);
        if (breaker == null) {
            throw new IllegalArgumentException("No breaker for " + service);
        }
        return breaker;
    }

    private synchronized void follow(BreakerSettings settings) {
        Map<Service, CircuitBreaker> next = new EnumMap<>(Service.class);
        next.putAll(breakers);
        for (Service service : Service.values()) {
            BreakerSettings.Rule rule = settings.of(service);
            if (!rule.equals(rules.put(service, rule))) {
                next.put(service, made(service, rule));
            }
        }
        breakers = next;
    }

    private CircuitBreaker made(Service service, BreakerSettings.Rule rule) {
        registry.remove(service.id());
        CircuitBreaker breaker = registry.circuitBreaker(service.id(), toConfig(rule));
        breaker.getEventPublisher().onStateTransition(Breakers::tell);
        return breaker;
    }

    /** Once for each change, instead of once for each request. */
    private static void tell(CircuitBreakerOnStateTransitionEvent event) {
        String service = event.getCircuitBreakerName();
        switch (event.getStateTransition().getToState()) {
            case OPEN ->
                    log.warn("The {} service does not answer, its routes do so with 503", service);
            case CLOSED -> log.info("The {} service answers again", service);
            default -> log.debug("{}: {}", service, event.getStateTransition());
        }
    }

    private static CircuitBreakerConfig toConfig(BreakerSettings.Rule settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        settings.window(),
                        settings.minimumCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.failurePercentage())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                // Without an end: a service that few call must not be shut again for want of
                // trials.
                .maxWaitDurationInHalfOpenState(Duration.ZERO)
                .recordException(UpstreamFailures::saysNobodyIsThere)
                .ignoreException(error -> !UpstreamFailures.saysNobodyIsThere(error))
                .writableStackTraceEnabled(false)
                .build();
    }
}
