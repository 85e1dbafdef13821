package io.maltan.gateway.limit;

import io.maltan.gateway.upstream.Traffic;
import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts the streams that every caller has open. */
@Component
@Order(-29)
class StreamLimitFilter implements GlobalFilter {

    private static final String POLICY = "stream";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();
    private final CallerKeys callers;
    private final Refusals refusals;
    private final Live<RateLimitSettings> settings;

    StreamLimitFilter(CallerKeys callers, Refusals refusals, Live<RateLimitSettings> settings) {
        this.callers = callers;
        this.refusals = refusals;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Traffic.of(exchange.getRequest()) == Traffic.STREAM
                ? callers.of(exchange).flatMap(caller -> open(exchange, chain, caller))
                : chain.filter(exchange);
    }

    private Mono<Void> open(ServerWebExchange exchange, GatewayFilterChain chain, String caller) {
        return Mono.using(
                () -> open.merge(caller, 1, Integer::sum),
                count -> {
                    admit(exchange, count);
                    return chain.filter(exchange);
                },
                count -> close(caller));
    }

    private void admit(ServerWebExchange exchange, int count) {
        int most = settings.get().streams();
        RateLimitFields.of(POLICY)
                .policy("q", most)
                .policy("qu", "concurrent-requests")
                .left("r", Math.max(0, most - count))
                .writeTo(exchange.getResponse().getHeaders());
        if (count > most) {
            refusals.refuse(POLICY, RETRY_AFTER);
        }
    }

    private void close(String caller) {
        open.computeIfPresent(caller, (key, count) -> count == 1 ? null : count - 1);
    }
}
