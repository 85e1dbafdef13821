package io.maltan.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.maltan.platform.configuration.Live;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A circuit breaker for each service.
 *
 * <p>Only what says that nobody is there counts against a service: refused or broken connections
 * and answers that do not come. A service that answers, whatever the status, is alive: one route
 * that fails must not take the others with it. Canaries are not guarded: where one fails the stable
 * version takes its place.
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

    /**
     * A call as the service's breaker permits it.
     *
     * @param brief whether the service alone decides how long it takes. Only such calls try a
     *     breaker that is half open: others would hold its few trials for as long as their senders
     *     please. They pass it without one, and how they end counts all the same.
     */
    Mono<Void> guard(Service service, Mono<Void> call, boolean brief) {
        CircuitBreaker breaker = of(service);
        return brief
                ? call.transformDeferred(CircuitBreakerOperator.of(breaker))
                : Mono.defer(() -> passing(breaker, call));
    }

    private static Mono<Void> passing(CircuitBreaker breaker, Mono<Void> call) {
        if (!letsPass(breaker)) {
            return Mono.error(CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        long began = breaker.getCurrentTimestamp();
        return call.doOnSuccess(answered ->
                        breaker.onSuccess(since(began, breaker), breaker.getTimestampUnit()))
                .doOnError(
                        UpstreamFailures::saysNobodyIsThere,
                        error ->
                                breaker.onError(
                                        since(began, breaker), breaker.getTimestampUnit(), error));
    }

    private static long since(long began, CircuitBreaker breaker) {
        return breaker.getCurrentTimestamp() - began;
    }

    /** The call that half opens a breaker gives its trial back. */
    private static boolean letsPass(CircuitBreaker breaker) {
        boolean permitted = breaker.tryAcquirePermission();
        boolean halfOpen = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
        if (permitted && halfOpen) {
            breaker.releasePermission();
        }
        return permitted || halfOpen;
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
