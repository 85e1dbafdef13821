package io.maltan.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;
import io.maltan.gateway.upstream.Traffic;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts the requests of every caller and tells what is left, as the IETF's draft has it. */
@Component
@Order(-30)
class RateLimitFilter implements GlobalFilter {

    private final CallerKeys callers;
    private final Buckets buckets;
    private final Refusals refusals;
    private final RateLimitSettings settings;

    RateLimitFilter(
            CallerKeys callers, Buckets buckets, Refusals refusals, RateLimitSettings settings) {
        this.callers = callers;
        this.buckets = buckets;
        this.refusals = refusals;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (Traffic.of(exchange.getRequest()) == Traffic.STREAM) {
            return chain.filter(exchange);
        }
        RequestClass requests = RequestClass.of(exchange.getRequest());
        return callerOf(exchange, requests)
                .doOnNext(caller -> take(exchange, requests, caller))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** Logins count for the address: a caller could make itself new users without end. */
    private Mono<String> callerOf(ServerWebExchange exchange, RequestClass requests) {
        return requests == RequestClass.LOGIN
                ? Mono.fromSupplier(() -> callers.ofAddress(exchange))
                : callers.of(exchange);
    }

    private void take(ServerWebExchange exchange, RequestClass requests, String caller) {
        ConsumptionProbe probe = buckets.take(requests, caller);
        announce(exchange.getResponse().getHeaders(), requests, probe);
        if (!probe.isConsumed()) {
            refusals.refuse(
                    requests.policy(),
                    Duration.ofSeconds(toSeconds(probe.getNanosToWaitForRefill())));
        }
    }

    private void announce(HttpHeaders headers, RequestClass requests, ConsumptionProbe probe) {
        RateLimitSettings.Quota quota = settings.of(requests);
        RateLimitFields.of(requests.policy())
                .policy("q", quota.requests())
                .policy("w", quota.window().toSeconds())
                .left("r", probe.getRemainingTokens())
                .left("t", toSeconds(probe.getNanosToWaitForReset()))
                .writeTo(headers);
    }

    /** Rounded up: who comes back after that many seconds is not early. */
    private static long toSeconds(long nanos) {
        return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }
}
