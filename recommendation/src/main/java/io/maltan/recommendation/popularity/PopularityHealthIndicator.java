package io.maltan.recommendation.popularity;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Out of service until it is known who came where, for a while at most: nothing is popular or
 * rising before.
 */
@Component
final class PopularityHealthIndicator implements ReactiveHealthIndicator {

    private final PopularityLoading loading;

    PopularityHealthIndicator(PopularityLoading loading) {
        this.loading = loading;
    }

    @Override
    public Mono<Health> health() {
        return Mono.just((loading.isSettled() ? Health.up() : Health.outOfService()).build());
    }
}
