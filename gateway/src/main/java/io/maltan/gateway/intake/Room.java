package io.maltan.gateway.intake;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.limit.AddressShare;
import io.maltan.gateway.memory.HeapRoom;
import io.maltan.gateway.upstream.Traffic;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.problem.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets in as many requests at once as there is memory for, and of one address a part of them;
 * streams have their own bound. Questions at the management port are not counted: who asks whether
 * the gateway is well must hear that it is when it is full, too.
 */
@Component
@Order(FilterOrder.ROOM)
class Room implements WebFilter {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AtomicInteger underWay = new AtomicInteger();
    private final AddressShare share;
    private final ApplicationContext gateway;
    private volatile int most;

    Room(
            Live<IntakeSettings> settings,
            AddressShare share,
            MeterRegistry meters,
            ApplicationContext gateway) {
        this.share = share;
        this.gateway = gateway;
        settings.follow(current -> most = HeapRoom.forRequests(current.requests()));
        Gauge.builder("maltan.gateway.requests", underWay, AtomicInteger::get)
                .description("Requests under way, streams aside")
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean counts = gateway.equals(exchange.getApplicationContext());
        if (!counts || Traffic.of(exchange.getRequest()) == Traffic.STREAM) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> enter(exchange, chain));
    }

    private Mono<Void> enter(ServerWebExchange exchange, WebFilterChain chain) {
        String address = share.enter(exchange);
        if (underWay.incrementAndGet() > most) {
            leave(address);
            return Mono.error(() -> new Unavailable("unavailable", SOON));
        }
        return chain.filter(exchange).doFinally(end -> leave(address));
    }

    private void leave(String address) {
        underWay.decrementAndGet();
        share.leave(address);
    }
}
