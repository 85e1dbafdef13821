package io.maltan.gateway.limit;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.upstream.Traffic;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts the requests of every caller. */
@Component
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter implements GlobalFilter {

    private final CallerKeys callers;
    private final Limits limits;
    private final Admission admission;

    RateLimitFilter(CallerKeys callers, Limits limits, Admission admission) {
        this.callers = callers;
        this.limits = limits;
        this.admission = admission;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (Traffic.of(exchange.getRequest()) == Traffic.STREAM) {
            return chain.filter(exchange);
        }
        RequestClass requests = RequestClass.of(exchange.getRequest());
        return limits.take(requests, callerOf(exchange, requests))
                .flatMap(balance -> {
                    admission.admit(exchange, requests, balance);
                    return chain.filter(exchange);
                });
    }

    /** Logins count for the address: a caller could make itself new users without end. */
    private String callerOf(ServerWebExchange exchange, RequestClass requests) {
        return requests == RequestClass.LOGIN ? callers.ofAddress(exchange) : callers.of(exchange);
    }
}
