package io.maltan.user.signing;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Nobody can log in before there are keys to sign with. */
@Component
class SigningKeysHealthIndicator implements ReactiveHealthIndicator {

    private final KeyRing ring;

    SigningKeysHealthIndicator(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(
                () -> ring.isReady() ? Health.up().build() : Health.down().build());
    }
}
