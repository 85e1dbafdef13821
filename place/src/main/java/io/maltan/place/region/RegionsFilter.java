package io.maltan.place.region;

import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Has the first requests after a start wait for the regions, which are moments away; without a
 * database they are refused as all others are.
 */
@Component
class RegionsFilter implements WebFilter {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Regions regions;

    RegionsFilter(Regions regions) {
        this.regions = regions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return regions.isKnown()
                ? chain.filter(exchange)
                : regions.known()
                        .timeout(PATIENCE, Mono.error(() -> new Unavailable("unavailable", SOON)))
                        .then(Mono.defer(() -> chain.filter(exchange)));
    }
}
