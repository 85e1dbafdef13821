package io.maltan.user.administration;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Not ready before the first administrator can log in. */
@Component
class FirstAdministratorHealthIndicator implements ReactiveHealthIndicator {

    private final FirstAdministrator first;

    FirstAdministratorHealthIndicator(FirstAdministrator first) {
        this.first = first;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(
                () -> first.isSettled() ? Health.up().build() : Health.down().build());
    }
}
