package io.maltan.gateway.intake;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.CallerIdentity;
import io.maltan.platform.observability.TraceId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One line for every request, when it has ended: method, path, status, milliseconds, who it was
 * counted for, trace. No query, which may say where people are.
 */
@Component
@Order(FilterOrder.ACCESS_LOG)
class AccessLog implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger("io.maltan.gateway.access");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!log.isInfoEnabled()) {
            return chain.filter(exchange);
        }
        long began = System.nanoTime();
        return chain.filter(exchange).doFinally(end -> write(exchange, end, began));
    }

    private static void write(ServerWebExchange exchange, SignalType end, long began) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        log.info(
                "{} {} {} {} ms {} {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath().value(),
                end == SignalType.CANCEL ? "left" : status == null ? "-" : status.value(),
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                CallerIdentity.of(exchange).isEmpty() ? "-" : CallerIdentity.of(exchange),
                TraceId.of(exchange));
    }
}
