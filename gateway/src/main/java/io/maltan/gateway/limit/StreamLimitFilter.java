package io.maltan.gateway.limit;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.upstream.Traffic;
import io.maltan.platform.configuration.Live;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Limits how many streams a caller has open. */
@Component
@Order(FilterOrder.STREAM_LIMIT)
class StreamLimitFilter implements GlobalFilter {

    private static final String POLICY = "stream";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final OpenStreams streams;
    private final CallerKeys callers;
    private final Refusals refusals;
    private final Live<RateLimitSettings> settings;

    StreamLimitFilter(
            OpenStreams streams,
            CallerKeys callers,
            Refusals refusals,
            Live<RateLimitSettings> settings) {
        this.streams = streams;
        this.callers = callers;
        this.refusals = refusals;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Traffic.of(exchange.getRequest()) == Traffic.STREAM
                ? open(exchange, chain)
                : chain.filter(exchange);
    }

    private Mono<Void> open(ServerWebExchange exchange, GatewayFilterChain chain) {
        int most = settings.get().streams();
        return Mono.usingWhen(
                streams.open(callers.of(exchange), most),
                stream -> {
                    admit(exchange, stream.count(), most);
                    return chain.filter(exchange);
                },
                streams::close);
    }

    private void admit(ServerWebExchange exchange, long count, int most) {
        RateLimitFields.of(POLICY)
                .policy("q", most)
                .policy("qu", "concurrent-requests")
                .left("r", Math.max(0, most - count))
                .writeTo(exchange.getResponse().getHeaders());
        if (count > most) {
            refusals.refuse(POLICY, RETRY_AFTER);
        }
    }
}
