package io.maltan.gateway.limit;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.upstream.Traffic;
import io.maltan.platform.configuration.Live;
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
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter implements GlobalFilter {

    private final CallerKeys callers;
    private final Limits limits;
    private final Refusals refusals;
    private final Live<RateLimitSettings> settings;

    RateLimitFilter(
            CallerKeys callers,
            Limits limits,
            Refusals refusals,
            Live<RateLimitSettings> settings) {
        this.callers = callers;
        this.limits = limits;
        this.refusals = refusals;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (Traffic.of(exchange.getRequest()) == Traffic.STREAM) {
            return chain.filter(exchange);
        }
        RequestClass requests = RequestClass.of(exchange.getRequest());
        return limits.take(requests, callerOf(exchange, requests))
                .flatMap(balance -> {
                    admit(exchange, requests, balance);
                    return chain.filter(exchange);
                });
    }

    /** Logins count for the address: a caller could make itself new users without end. */
    private String callerOf(ServerWebExchange exchange, RequestClass requests) {
        return requests == RequestClass.LOGIN ? callers.ofAddress(exchange) : callers.of(exchange);
    }

    private void admit(ServerWebExchange exchange, RequestClass requests, Balance balance) {
        announce(exchange.getResponse().getHeaders(), requests, balance);
        if (!balance.admitted()) {
            refusals.refuse(requests.policy(), Duration.ofSeconds(toSeconds(balance.untilNext())));
        }
    }

    private void announce(HttpHeaders headers, RequestClass requests, Balance balance) {
        Quota quota = settings.get().of(requests);
        RateLimitFields.of(requests.policy())
                .policy("q", quota.requests())
                .policy("w", quota.window().toSeconds())
                .left("r", balance.left())
                .left("t", toSeconds(balance.untilFull()))
                .writeTo(headers);
    }

    /** Rounded up: who comes back after that many seconds is not early. */
    private static long toSeconds(Duration time) {
        return Math.ceilDiv(time.toNanos(), Duration.ofSeconds(1).toNanos());
    }
}
