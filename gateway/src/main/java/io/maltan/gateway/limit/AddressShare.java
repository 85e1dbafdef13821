package io.maltan.gateway.limit;

import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Bounds how many requests of one address are under way at once: senders that take their time over
 * bodies must be many before there is no room for others.
 */
@Component
public class AddressShare {

    private static final String POLICY = "concurrent";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final CallerKeys callers;
    private final Refusals refusals;
    private final Live<RateLimitSettings> settings;

    AddressShare(CallerKeys callers, Refusals refusals, Live<RateLimitSettings> settings) {
        this.callers = callers;
        this.refusals = refusals;
        this.settings = settings;
    }

    /**
     * Counts one more; {@link #leave} has to follow, unless it is refused.
     *
     * @return for whom it was counted
     */
    public String enter(ServerWebExchange exchange) {
        String address = callers.ofAddress(exchange);
        int most = settings.get().concurrent();
        if (underWay.getOrDefault(address, 0) >= most) {
            RateLimitFields.of(POLICY)
                    .policy("q", most)
                    .policy("qu", "concurrent-requests")
                    .left("r", 0)
                    .writeTo(exchange.getResponse().getHeaders());
            refusals.refuse(POLICY, RETRY_AFTER);
        }
        underWay.merge(address, 1, Integer::sum);
        return address;
    }

    /** The request of that address has ended. */
    public void leave(String address) {
        underWay.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
