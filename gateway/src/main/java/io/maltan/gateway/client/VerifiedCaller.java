package io.maltan.gateway.client;

import io.maltan.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Who sent a request, as its verified token says. */
public final class VerifiedCaller {

    private static final String ATTRIBUTE = VerifiedCaller.class.getName();

    private VerifiedCaller() {}

    static void keep(ServerWebExchange exchange, Caller caller) {
        exchange.getAttributes().put(ATTRIBUTE, caller);
    }

    /** Null for a request without a token. */
    public static @Nullable Caller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }
}
