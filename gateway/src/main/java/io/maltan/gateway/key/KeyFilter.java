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
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
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
        return admit(request, chain, keys.getFirst());
    }

    /**
     * A token that is refused here was revoked since its key was exchanged: with other roles of its
     * owner the key is good for another.
     */
    private Mono<Void> admit(ServerWebExchange request, WebFilterChain chain, String key) {
        return tokenFor(request, key)
                .flatMap(token ->
                        chain.filter(withToken(request, token))
                                .onErrorResume(
                                        KeyFilter::isRefusal,
                                        refused -> admitAnew(request, chain, key, token)));
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof Unauthorised || error instanceof InvalidBearerTokenException;
    }

    private Mono<Void> admitAnew(
            ServerWebExchange request, WebFilterChain chain, String key, String refused) {
        exchange.forget(key, refused);
        return tokenFor(request, key).flatMap(token -> chain.filter(withToken(request, token)));
    }

    private Mono<String> tokenFor(ServerWebExchange request, String key) {
        return exchange.tokenFor(key, () -> guard.admit(request));
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
