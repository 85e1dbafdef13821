package io.maltan.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.maltan.platform.configuration.Live;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A call to a service, from sending the request to the head of its answer: to one of its replicas,
 * limited in number and time, guarded by the service's breaker, and made once more where it could
 * not be delivered.
 *
 * <p>The body of the answer is written by a filter outside of this one, so that neither limit nor
 * breaker reaches into it.
 */
final class Upstream implements GatewayFilter {

    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    private final Service service;
    private final CircuitBreaker breaker;
    private final Balancer balancer;
    private final Live<TrafficLimits> limits;
    private final RetryBudget budget = new RetryBudget();
    private final AtomicInteger calls = new AtomicInteger();

    Upstream(
            Service service,
            CircuitBreaker breaker,
            Balancer balancer,
            Live<TrafficLimits> limits) {
        this.service = service;
        this.breaker = breaker;
        this.balancer = balancer;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> enter(exchange, chain));
    }

    private Mono<Void> enter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (calls.incrementAndGet() > balancer.settingsOf(service).concurrent()) {
            calls.decrementAndGet();
            return Mono.error(Balancer::unavailable);
        }
        return deliver(exchange, chain).doFinally(end -> calls.decrementAndGet());
    }

    private Mono<Void> deliver(ServerWebExchange exchange, GatewayFilterChain chain) {
        Traffic traffic = Traffic.of(exchange.getRequest());
        Set<Replica> tried = new HashSet<>();
        budget.earn();
        return Mono.defer(() -> callOne(exchange, chain, traffic, tried))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .retryWhen(onceWhenUndelivered(exchange, traffic, tried))
                .onErrorMap(UpstreamFailures::isBrokenConnection, gone -> Balancer.unavailable());
    }

    private Mono<Void> callOne(
            ServerWebExchange exchange,
            GatewayFilterChain chain,
            Traffic traffic,
            Set<Replica> tried) {
        Replica replica = choose(exchange, tried);
        tried.add(replica);
        exchange.getAttributes().put(ReplicaFilter.REPLICA, replica);
        long began = System.nanoTime();
        replica.began();
        return call(exchange, chain, traffic)
                .doOnSuccess(answered -> replica.answeredIn(System.nanoTime() - began))
                .doOnError(UpstreamFailures::isBrokenConnection, gone -> replica.failed())
                .doFinally(end -> replica.ended());
    }

    /** The only one is tried again. */
    private Replica choose(ServerWebExchange exchange, Set<Replica> tried) {
        boolean canary = Canary.isFor(exchange, balancer.settingsOf(service).canaryPercent());
        @Nullable Replica fresh = balancer.choose(service, canary, tried);
        @Nullable Replica any = fresh == null ? balancer.choose(service, canary, Set.of()) : fresh;
        if (any == null) {
            throw Balancer.unavailable();
        }
        return any;
    }

    private Mono<Void> call(ServerWebExchange exchange, GatewayFilterChain chain, Traffic traffic) {
        TrafficLimits current = limits.get();
        RequestBody request =
                new RequestBody(
                        exchange.getRequest(), current.bodyOf(traffic), current.idleOf(traffic));
        return chain.filter(exchange.mutate().request(request).build())
                .timeout(deadline(request, traffic, current))
                .onErrorMap(TimeoutException.class, late -> blame(request, late));
    }

    /** The service's time begins when it has the whole request; the sender's ends before. */
    private static Mono<Long> deadline(
            RequestBody request, Traffic traffic, TrafficLimits current) {
        Mono<Long> forService = request.received().then(Mono.delay(current.responseOf(traffic)));
        Mono<Long> forSender =
                Mono.delay(current.uploadOf(traffic))
                        .filter(passed -> !request.isComplete())
                        .switchIfEmpty(Mono.never());
        return Mono.firstWithValue(forService, forSender);
    }

    private static Throwable blame(RequestBody request, Throwable late) {
        return request.isComplete() ? late : RequestBody.tooSlow();
    }

    private Retry onceWhenUndelivered(
            ServerWebExchange exchange, Traffic traffic, Set<Replica> tried) {
        return Retry.backoff(1, RETRY_PAUSE)
                .filter(error -> mayRepeat(exchange, traffic, tried, error) && budget.spend())
                .doBeforeRetry(signal -> ServerWebExchangeUtils.reset(exchange))
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    /**
     * A GET whose connection broke; and whatever found nobody to take it, where there is another
     * replica: of that nothing has been sent.
     */
    private boolean mayRepeat(
            ServerWebExchange exchange, Traffic traffic, Set<Replica> tried, Throwable error) {
        if (!UpstreamFailures.isBrokenConnection(error)) {
            return false;
        }
        boolean reads =
                exchange.getRequest().getMethod().equals(HttpMethod.GET)
                        && traffic == Traffic.ORDINARY;
        boolean refused = error instanceof ConnectException;
        return reads || (refused && balancer.choose(service, false, tried) != null);
    }
}
