package io.maltan.gateway.upstream;

import io.maltan.gateway.client.CallerIdentity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Who gets the other version of a service: who asks for it, and a steady share of callers. */
final class Canary {

    private static final String HEADER = "X-Canary";
    private static final int PERCENT = 100;

    private Canary() {}

    static boolean isFor(ServerWebExchange exchange, int percent) {
        @Nullable String wish = exchange.getRequest().getHeaders().getFirst(HEADER);
        return switch (wish == null ? "" : wish.toLowerCase(Locale.ROOT)) {
            case "always" -> true;
            case "never" -> false;
            default -> Math.floorMod(spread(CallerIdentity.of(exchange)), PERCENT) < percent;
        };
    }

    /** The same caller always gets the same version. */
    private static int spread(String caller) {
        int hash = caller.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 15) >>> 1;
    }
}
