package io.maltan.platform.security;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the caller of a request outside of controllers. */
public final class Callers {

    private Callers() {}

    /** The caller whose token was verified, empty for a request without one. */
    public static Mono<Caller> of(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .ofType(CallerAuthentication.class)
                .map(CallerAuthentication::getPrincipal);
    }
}
