package io.maltan.place.region;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Not ready before the regions in force are known. */
@Component
class RegionsHealthIndicator implements ReactiveHealthIndicator {

    private final Regions regions;

    RegionsHealthIndicator(Regions regions) {
        this.regions = regions;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(
                () -> regions.isKnown() ? Health.up().build() : Health.outOfService().build());
    }
}
