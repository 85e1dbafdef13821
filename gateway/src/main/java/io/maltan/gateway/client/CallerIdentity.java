package io.maltan.gateway.client;

import org.springframework.web.server.ServerWebExchange;

/** Whom a request was counted for, as the limits found out. */
public final class CallerIdentity {

    private static final String ATTRIBUTE = CallerIdentity.class.getName();

    private CallerIdentity() {}

    public static void keep(ServerWebExchange exchange, String caller) {
        exchange.getAttributes().put(ATTRIBUTE, caller);
    }

    /** Empty where nobody has asked yet. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "");
    }
}
