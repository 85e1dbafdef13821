package io.maltan.gateway.limit;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.Unauthorised;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests whose tokens or keys are refused before the limits see them: as reading, for the
 * sender's address, since they are nobody's.
 */
@Component
@Order(FilterOrder.REFUSED_CREDENTIALS)
class RefusedCredentials implements WebFilter {

    private final CallerKeys callers;
    private final Limits limits;
    private final Admission admission;

    RefusedCredentials(CallerKeys callers, Limits limits, Admission admission) {
        this.callers = callers;
        this.limits = limits;
        this.admission = admission;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(error -> count(exchange, error));
    }

    private Mono<Void> count(ServerWebExchange exchange, Throwable error) {
        if (!isOfCredentials(error) || RateLimitFields.areIn(exchange.getResponse().getHeaders())) {
            return Mono.error(error);
        }
        return limits.take(RequestClass.READ, callers.ofAddress(exchange))
                .doOnNext(balance -> admission.admit(exchange, RequestClass.READ, balance))
                .then(Mono.error(error));
    }

    /** That they could not be checked is not their fault. */
    private static boolean isOfCredentials(Throwable error) {
        return (error instanceof AuthenticationException
                        && !(error instanceof AuthenticationServiceException))
                || error instanceof Unauthorised
                || error instanceof Invalid;
    }
}
