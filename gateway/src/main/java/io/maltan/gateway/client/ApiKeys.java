package io.maltan.gateway.client;

import org.springframework.web.server.ServerWebExchange;

/** Whether a request came with an API key: its token then stands for the key alone. */
public final class ApiKeys {

    private static final String ATTRIBUTE = ApiKeys.class.getName();

    private ApiKeys() {}

    /** Marks a request whose key was exchanged. */
    public static void mark(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, true);
    }

    public static boolean isUsedBy(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(ATTRIBUTE);
    }
}
