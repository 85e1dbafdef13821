package io.maltan.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.upstream.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells anonymous callers again what a service has declared the same for everybody ({@code
 * Cache-Control: public, max-age}). Behind the limits: what is told again counts all the same.
 */
@Component
@Order(FilterOrder.CACHE)
class CacheFilter implements GlobalFilter {

    private static final List<String> PERSONAL =
            List.of(
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.COOKIE,
                    HttpHeaders.RANGE,
                    HttpHeaders.CACHE_CONTROL,
                    HttpHeaders.PRAGMA,
                    "X-Canary");

    private final Cache<String, KeptAnswer> answers;
    private final CacheSettings settings;
    private final Counter hits;

    CacheFilter(CacheSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.hits = meters.counter("maltan.gateway.cache.hits");
        this.answers =
                Caffeine.newBuilder()
                        .maximumWeight(settings.size().toBytes())
                        .weigher((String key, KeptAnswer answer) -> key.length() + answer.weight())
                        .expireAfter(
                                Expiry.creating((String key, KeptAnswer answer) -> answer.life()))
                        .executor(Runnable::run)
                        .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!isAnonymousReading(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        String key = keyOf(exchange.getRequest());
        KeptAnswer kept = answers.getIfPresent(key);
        if (kept != null) {
            hits.increment();
            return answer(exchange, kept);
        }
        ServerHttpResponse keeping =
                new KeepingResponse(
                        exchange.getResponse(), settings, answer -> answers.put(key, answer));
        return chain.filter(exchange.mutate().response(keeping).build());
    }

    private static boolean isAnonymousReading(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                && Traffic.of(request) == Traffic.ORDINARY
                && PERSONAL.stream().noneMatch(request.getHeaders()::containsHeader);
    }

    private static String keyOf(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return String.join(
                "\n",
                request.getURI().getRawPath(),
                String.valueOf(request.getURI().getRawQuery()),
                String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT)),
                String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    private static Mono<Void> answer(ServerWebExchange exchange, KeptAnswer kept) {
        ServerHttpResponse response = exchange.getResponse();
        kept.headers().forEach(response.getHeaders()::put);
        response.getHeaders().set(HttpHeaders.AGE, Long.toString(kept.age().toSeconds()));
        if (kept.isOneOf(exchange.getRequest().getHeaders().getIfNoneMatch())) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentLength(kept.body().remaining());
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(kept.body().duplicate())));
    }
}
