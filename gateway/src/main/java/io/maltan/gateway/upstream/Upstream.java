package io.maltan.gateway.upstream;

import io.maltan.platform.configuration.Live;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A call to a service, from sending the request to the head of its answer: to one of its replicas,
 * limited in number and time, guarded by the service's breaker, and made once more where it could
 * not be delivered.
 *
 * <p>The body of the answer is written by a filter outside of this one, so that neither limit nor
 * breaker reaches into it.
 */
final class Upstream implements GatewayFilter {

    /** Milliseconds before a request is repeated. */
    private static final long LEAST_PAUSE = 25;

    private static final long MOST_PAUSE = 75;

    private final Service service;
    private final Breakers breakers;
    private final Balancer balancer;
    private final Live<TrafficLimits> limits;
    private final BodyRoom bodies;
    private final RetryBudget budget = new RetryBudget();
    private final AtomicInteger calls = new AtomicInteger();

    Upstream(
            Service service,
            Breakers breakers,
            Balancer balancer,
            Live<TrafficLimits> limits,
            BodyRoom bodies) {
        this.service = service;
        this.breakers = breakers;
        this.balancer = balancer;
        this.limits = limits;
        this.bodies = bodies;
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
        return admitted(exchange, chain).doFinally(end -> calls.decrementAndGet());
    }

    private Mono<Void> admitted(ServerWebExchange exchange, GatewayFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Mono<Void> call = deliver(exchange, chain);
        return RequestBody.isMissing(headers) ? call : bodies.guard(headers, call);
    }

    private Mono<Void> deliver(ServerWebExchange exchange, GatewayFilterChain chain) {
        Traffic traffic = Traffic.of(exchange.getRequest());
        Set<Replica> tried = new HashSet<>();
        budget.earn();
        Mono<Void> once = Mono.defer(() -> callOne(exchange, chain, traffic, tried));
        return once.onErrorResume(error -> repeat(once, exchange, traffic, tried, error))
                .onErrorMap(UpstreamFailures::isBrokenConnection, gone -> Balancer.unavailable());
    }

    /** Once more, after a moment that is not the same for all; else what went wrong. */
    private Mono<Void> repeat(
            Mono<Void> once,
            ServerWebExchange exchange,
            Traffic traffic,
            Set<Replica> tried,
            Throwable error) {
        if (!mayRepeat(exchange, traffic, tried, error) || !budget.spend()) {
            return Mono.error(error);
        }
        ServerWebExchangeUtils.reset(exchange);
        long pause = ThreadLocalRandom.current().nextLong(LEAST_PAUSE, MOST_PAUSE);
        return Mono.delay(Duration.ofMillis(pause)).then(once);
    }

    private Mono<Void> callOne(
            ServerWebExchange exchange,
            GatewayFilterChain chain,
            Traffic traffic,
            Set<Replica> tried) {
        Replica replica = choose(exchange, tried);
        tried.add(replica);
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        replica.at(exchange.getRequest().getURI()));
        boolean brief = isBrief(exchange.getRequest(), traffic);
        Mono<Void> call =
                Mono.defer(() -> observed(replica, call(exchange, chain, traffic), brief));
        return balancer.isStable(service, replica) ? guarded(call, tried, brief) : call;
    }

    /** What one replica fails tells nothing of its service while another is well. */
    private Mono<Void> guarded(Mono<Void> call, Set<Replica> tried, boolean brief) {
        Mono<Void> ofService =
                call.onErrorMap(
                        error ->
                                UpstreamFailures.saysNobodyIsThere(error)
                                        && balancer.isAnotherWell(service, tried),
                        OneReplicaFailed::new);
        return breakers.guard(service, ofService, brief)
                .onErrorMap(OneReplicaFailed.class, OneReplicaFailed::failure);
    }

    /** A request that has come whole, for an answer that comes soon: the service alone decides. */
    private static boolean isBrief(ServerHttpRequest request, Traffic traffic) {
        return traffic == Traffic.ORDINARY && RequestBody.isMissing(request.getHeaders());
    }

    /** The replica hears how it did; its time is that of brief calls, not of senders. */
    private static Mono<Void> observed(Replica replica, Mono<Void> call, boolean brief) {
        long began = System.nanoTime();
        replica.began();
        return call.doOnSuccess(answered -> answered(replica, began, brief))
                .doOnError(
                        UpstreamFailures::saysNobodyIsThere,
                        error -> failed(replica, began, brief, error))
                .doFinally(end -> replica.ended());
    }

    private static void answered(Replica replica, long began, boolean brief) {
        replica.answered(began);
        if (brief) {
            replica.took(System.nanoTime() - began);
        }
    }

    private static void failed(Replica replica, long began, boolean brief, Throwable error) {
        if (UpstreamFailures.isBrokenConnection(error)) {
            replica.failed(began);
            return;
        }
        replica.silent(began);
        if (brief) {
            replica.took(System.nanoTime() - began);
        }
    }

    /** The only one is tried again. */
    private Replica choose(ServerWebExchange exchange, Set<Replica> tried) {
        boolean canary = Canary.isFor(exchange, balancer.settingsOf(service).canaryPercent());
        @Nullable Replica fresh = balancer.choose(service, canary, tried);
        @Nullable Replica any = fresh == null ? balancer.choose(service, false, Set.of()) : fresh;
        if (any == null) {
            throw Balancer.unavailable();
        }
        return any;
    }

    private Mono<Void> call(ServerWebExchange exchange, GatewayFilterChain chain, Traffic traffic) {
        TrafficLimits current = limits.get();
        if (RequestBody.isMissing(exchange.getRequest().getHeaders())) {
            return chain.filter(exchange).timeout(Mono.delay(responseOf(traffic, current)));
        }
        RequestBody request =
                new RequestBody(
                        exchange.getRequest(), current.bodyOf(traffic), current.idleOf(traffic));
        Mono<Void> call =
                chain.filter(exchange.mutate().request(request).build())
                        .timeout(deadline(request, traffic, current))
                        .onErrorMap(TimeoutException.class, late -> blame(request, late));
        return Mono.firstWithSignal(call, request.stalled());
    }

    /** The service's time begins when it has the whole request; the sender's ends before. */
    private Mono<Long> deadline(RequestBody request, Traffic traffic, TrafficLimits current) {
        Mono<Long> forService = request.received().then(Mono.delay(responseOf(traffic, current)));
        Mono<Long> forSender =
                Mono.delay(current.uploadOf(traffic))
                        .filter(passed -> !request.isComplete())
                        .switchIfEmpty(Mono.never());
        return Mono.firstWithValue(forService, forSender);
    }

    private Duration responseOf(Traffic traffic, TrafficLimits current) {
        Duration usual = current.responseOf(traffic);
        return traffic == Traffic.ORDINARY ? balancer.settingsOf(service).responseOr(usual) : usual;
    }

    private static Throwable blame(RequestBody request, Throwable late) {
        return request.isComplete() ? late : RequestBody.tooSlow();
    }

    /**
     * A GET without a body whose connection broke; and whatever found nobody to take it, where
     * there is another replica: of that nothing has been sent.
     */
    private boolean mayRepeat(
            ServerWebExchange exchange, Traffic traffic, Set<Replica> tried, Throwable error) {
        if (!UpstreamFailures.isBrokenConnection(error)) {
            return false;
        }
        boolean reads =
                exchange.getRequest().getMethod().equals(HttpMethod.GET)
                        && isBrief(exchange.getRequest(), traffic);
        boolean refused = error instanceof ConnectException;
        return reads || (refused && balancer.choose(service, false, tried) != null);
    }
}
