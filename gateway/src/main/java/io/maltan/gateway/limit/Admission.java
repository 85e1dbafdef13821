package io.maltan.gateway.limit;

import io.maltan.platform.configuration.Live;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Tells a caller how it stands, as the IETF's draft has it, and refuses what is too much. */
@Component
class Admission {

    private final Refusals refusals;
    private final Live<RateLimitSettings> settings;

    Admission(Refusals refusals, Live<RateLimitSettings> settings) {
        this.refusals = refusals;
        this.settings = settings;
    }

    void admit(ServerWebExchange exchange, RequestClass requests, Balance balance) {
        announce(exchange.getResponse().getHeaders(), requests, balance);
        if (!balance.admitted()) {
            refusals.refuse(requests.policy(), Duration.ofSeconds(toSeconds(balance.untilNext())));
        }
    }

    private void announce(HttpHeaders headers, RequestClass requests, Balance balance) {
        Quota quota = settings.get().of(requests);
        RateLimitFields.of(requests.policy())
                .policy("q", quota.requests())
                .policy("w", quota.window().toSeconds())
                .left("r", balance.left())
                .left("t", toSeconds(balance.untilFull()))
                .writeTo(headers);
    }

    /** Rounded up: who comes back after that many seconds is not early. */
    private static long toSeconds(Duration time) {
        return Math.ceilDiv(time.toNanos(), Duration.ofSeconds(1).toNanos());
    }
}
