package io.maltan.gateway.limit;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts, as a login of the sender's address, what would show who is who by trying. */
@Component
public class LoginGuard {

    private final Limits limits;
    private final CallerKeys callers;
    private final Admission admission;

    LoginGuard(Limits limits, CallerKeys callers, Admission admission) {
        this.limits = limits;
        this.callers = callers;
        this.admission = admission;
    }

    /** Completes, or fails where the address has tried too often. */
    public Mono<Void> admit(ServerWebExchange exchange) {
        return limits.take(RequestClass.LOGIN, callers.ofAddress(exchange))
                .doOnNext(balance -> admission.admit(exchange, RequestClass.LOGIN, balance))
                .then();
    }
}
