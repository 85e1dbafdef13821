package io.maltan.gateway.client;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.TokenCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a token that is not valid; whether a request needs one is for the services to say. Takes
 * the place of Spring Security's filter chain, of which the gateway used nothing else.
 */
@Component
@Order(FilterOrder.TOKEN)
class TokenFilter implements WebFilter {

    private final TokenCheck tokens;

    TokenFilter(TokenCheck tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return chain.filter(exchange);
        }
        @Nullable Caller known = tokens.knownCallerOf(exchange);
        if (known != null) {
            VerifiedCaller.keep(exchange, known);
            return chain.filter(exchange);
        }
        return tokens.verify(exchange)
                .doOnNext(caller -> VerifiedCaller.keep(exchange, caller))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }
}
