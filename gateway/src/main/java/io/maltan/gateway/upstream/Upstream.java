package io.maltan.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A call to a service, from sending the request to the head of its answer: limited in time, guarded
 * by the service's breaker, and repeated once where a GET could not be delivered.
 *
 * <p>The body of the answer is written by a filter outside of this one, so that neither limit nor
 * breaker reaches into it.
 */
final class Upstream implements GatewayFilter {

    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final TrafficLimits limits;

    Upstream(CircuitBreaker breaker, TrafficLimits limits) {
        this.breaker = breaker;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Traffic traffic = Traffic.of(exchange.getRequest());
        Mono<Void> answered =
                Mono.defer(() -> call(exchange, chain, traffic))
                        .transformDeferred(CircuitBreakerOperator.of(breaker));
        Mono<Void> delivered =
                isRepeatable(exchange.getRequest(), traffic)
                        ? answered.retryWhen(onceWhenUndelivered(exchange))
                        : answered;
        return delivered.onErrorMap(
                UpstreamFailures::isBrokenConnection, gone -> new Unavailable("unavailable", SOON));
    }

    private Mono<Void> call(ServerWebExchange exchange, GatewayFilterChain chain, Traffic traffic) {
        RequestBody request =
                new RequestBody(
                        exchange.getRequest(), limits.bodyOf(traffic), limits.idleOf(traffic));
        return chain.filter(exchange.mutate().request(request).build())
                .timeout(deadline(request, traffic))
                .onErrorMap(TimeoutException.class, late -> blame(request, late));
    }

    /** The service's time begins when it has the whole request; the sender's ends before. */
    private Mono<Long> deadline(RequestBody request, Traffic traffic) {
        Mono<Long> forService = request.received().then(Mono.delay(limits.responseOf(traffic)));
        Mono<Long> forSender =
                Mono.delay(limits.uploadOf(traffic))
                        .filter(passed -> !request.isComplete())
                        .switchIfEmpty(Mono.never());
        return Mono.firstWithValue(forService, forSender);
    }

    private static Throwable blame(RequestBody request, Throwable late) {
        return request.isComplete() ? late : RequestBody.tooSlow();
    }

    private static boolean isRepeatable(ServerHttpRequest request, Traffic traffic) {
        return request.getMethod().equals(HttpMethod.GET) && traffic == Traffic.ORDINARY;
    }

    private static Retry onceWhenUndelivered(ServerWebExchange exchange) {
        return Retry.backoff(1, RETRY_PAUSE)
                .filter(UpstreamFailures::isBrokenConnection)
                .doBeforeRetry(signal -> ServerWebExchangeUtils.reset(exchange))
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }
}
