package io.maltan.gateway.limit;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts, as a login of the sender's address, what would show who is who by trying. */
@Component
public class LoginGuard {

    private final Limits limits;
    private final CallerKeys callers;
    private final Refusals refusals;

    LoginGuard(Limits limits, CallerKeys callers, Refusals refusals) {
        this.limits = limits;
        this.callers = callers;
        this.refusals = refusals;
    }

    /** Completes, or fails where the address has tried too often. */
    public Mono<Void> admit(ServerWebExchange exchange) {
        return limits.take(RequestClass.LOGIN, callers.ofAddress(exchange))
                .doOnNext(this::admit)
                .then();
    }

    private void admit(Balance balance) {
        if (!balance.admitted()) {
            Duration pause = balance.untilNext().plusMillis(999);
            refusals.refuse(RequestClass.LOGIN.policy(), Duration.ofSeconds(pause.toSeconds()));
        }
    }
}
