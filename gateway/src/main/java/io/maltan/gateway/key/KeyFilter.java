package io.maltan.gateway.key;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.ApiKeys;
import io.maltan.gateway.limit.LoginGuard;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.Unauthorised;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Puts the token in the place of an API key, before tokens are looked at. Asking for keys that
 * nobody has counts as trying to log in.
 */
@Component
@Order(FilterOrder.API_KEY)
class KeyFilter implements WebFilter {

    static final String HEADER = "X-API-Key";

    private static final Pattern FORM = Pattern.compile("mk_[A-Za-z0-9_-]{8,200}");

    private final KeyExchange exchange;
    private final LoginGuard guard;

    KeyFilter(KeyExchange exchange, LoginGuard guard) {
        this.exchange = exchange;
        this.guard = guard;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange request, WebFilterChain chain) {
        HttpHeaders headers = request.getRequest().getHeaders();
        List<String> keys = headers.getOrEmpty(HEADER);
        if (keys.isEmpty()) {
            return chain.filter(request);
        }
        if (headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
            return Mono.error(() -> new Invalid("two_credentials"));
        }
        if (keys.size() > 1 || !FORM.matcher(keys.getFirst()).matches()) {
            return Mono.error(() -> new Unauthorised("invalid_api_key"));
        }
        return exchange.tokenFor(keys.getFirst(), () -> guard.admit(request))
                .flatMap(token -> chain.filter(withToken(request, token)));
    }

    private static ServerWebExchange withToken(ServerWebExchange exchange, String token) {
        ApiKeys.mark(exchange);
        ServerHttpRequest request =
                exchange.getRequest()
                        .mutate()
                        .headers(headers -> {
                            headers.remove(HEADER);
                            headers.setBearerAuth(token);
                        })
                        .build();
        return exchange.mutate().request(request).build();
    }
}
