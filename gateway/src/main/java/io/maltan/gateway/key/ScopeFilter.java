package io.maltan.gateway.key;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.ApiKeys;
import io.maltan.gateway.client.VerifiedCaller;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.security.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a token's scopes do not cover is refused: {@code read} for safe methods, {@code write} for
 * all others. A session's token may name no scopes and then has them all; an API key's may not.
 */
@Component
@Order(FilterOrder.SCOPE)
class ScopeFilter implements GlobalFilter {

    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        @Nullable Caller caller = VerifiedCaller.of(exchange);
        if (caller != null) {
            requireScope(exchange, caller);
        }
        return chain.filter(exchange);
    }

    private static void requireScope(ServerWebExchange exchange, Caller caller) {
        boolean all = caller.scopes().isEmpty() && !ApiKeys.isUsedBy(exchange);
        String needed = SAFE.contains(exchange.getRequest().getMethod()) ? READ : WRITE;
        if (!all && !caller.scopes().contains(needed)) {
            exchange.getResponse()
                    .getHeaders()
                    .set(
                            HttpHeaders.WWW_AUTHENTICATE,
                            "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"");
            throw new Forbidden("insufficient_scope", needed);
        }
    }
}
