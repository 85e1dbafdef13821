package io.maltan.gateway.revocation;

import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Callers;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses tokens of revoked sessions, before anything is counted or called. */
@Component
@Order(-40)
class RevocationFilter implements GlobalFilter {

    private final RevokedSessions revoked;

    RevocationFilter(RevokedSessions revoked) {
        this.revoked = revoked;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Callers.of(exchange)
                .doOnNext(this::requireAlive)
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private void requireAlive(Caller caller) {
        if (revoked.contains(caller.sessionId())) {
            throw new Unauthorised("invalid_token");
        }
    }
}
