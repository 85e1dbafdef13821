package io.maltan.gateway.stream;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.VerifiedCaller;
import io.maltan.gateway.memory.HeapRoom;
import io.maltan.gateway.revocation.RevokedSessions;
import io.maltan.gateway.upstream.Traffic;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.problem.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets in as many streams as there is memory for, and ends them when they have to end. */
@Component
@Order(FilterOrder.STREAM)
class StreamFilter implements GlobalFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AtomicInteger open = new AtomicInteger();
    private volatile int most;
    private final RevokedSessions revoked;
    private final Drain drain;

    StreamFilter(
            Live<StreamSettings> settings,
            RevokedSessions revoked,
            Drain drain,
            MeterRegistry meters) {
        settings.follow(current -> most = HeapRoom.forStreams(current.open()));
        this.revoked = revoked;
        this.drain = drain;
        Gauge.builder("maltan.gateway.streams", open, AtomicInteger::get)
                .description("Open streams")
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (Traffic.of(exchange.getRequest()) != Traffic.STREAM) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> open(ending(exchange), chain));
    }

    private Mono<Void> open(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return Mono.error(() -> new Unavailable("too_many_streams", RETRY_AFTER));
        }
        return chain.filter(exchange).doFinally(end -> open.decrementAndGet());
    }

    private ServerWebExchange ending(ServerWebExchange exchange) {
        Mono<EndReason> revocation =
                Optional.ofNullable(VerifiedCaller.of(exchange))
                        .map(revoked::refusalOfOpen)
                        .orElseGet(Mono::never)
                        .map(EndReason::of);
        Mono<EndReason> draining = drain.moment().map(moment -> EndReason.SERVER_DRAINING);
        return exchange.mutate()
                .response(
                        new EndingResponse(
                                exchange.getResponse(), Mono.firstWithSignal(revocation, draining)))
                .build();
    }
}
