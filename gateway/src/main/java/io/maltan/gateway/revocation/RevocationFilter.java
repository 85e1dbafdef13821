package io.maltan.gateway.revocation;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.VerifiedCaller;
import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses tokens of revoked sessions, before anything is counted or called. */
@Component
@Order(FilterOrder.REVOCATION)
class RevocationFilter implements GlobalFilter {

    private final RevokedSessions revoked;

    RevocationFilter(RevokedSessions revoked) {
        this.revoked = revoked;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        @Nullable Caller caller = VerifiedCaller.of(exchange);
        return caller != null && revoked.refusalOf(caller) != null
                ? Mono.error(() -> new Unauthorised("invalid_token"))
                : chain.filter(exchange);
    }
}
