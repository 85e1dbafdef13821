package io.maltan.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code /internal/**} to the services among themselves: who does not show the shared secret
 * is told that nothing is there. Paths are compared as handlers are chosen by them, that is
 * decoded: {@code /%69nternal} is no way round.
 */
final class InternalCallFilter implements WebFilter {

    static final String PATHS = "/internal/**";

    private static final PathPattern INTERNAL = PathPatternParser.defaultInstance.parse(PATHS);

    private final byte[] secret;

    InternalCallFilter(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (isInternal(exchange) && !showsSecret(exchange)) {
            return Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        return chain.filter(exchange);
    }

    private static boolean isInternal(ServerWebExchange exchange) {
        return INTERNAL.matches(exchange.getRequest().getPath().pathWithinApplication());
    }

    private boolean showsSecret(ServerWebExchange exchange) {
        @Nullable String shown = exchange.getRequest().getHeaders().getFirst(InternalCalls.HEADER);
        return secret.length > 0
                && shown != null
                && MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
    }
}
