package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Models;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Out of service until the model that the other replicas rank by is in service here, too. */
@Component
final class ModelHealthIndicator implements ReactiveHealthIndicator {

    private final ModelTraining training;
    private final Models models;

    ModelHealthIndicator(ModelTraining training, Models models) {
        this.training = training;
        this.models = models;
    }

    @Override
    public Mono<Health> health() {
        Health.Builder health = training.isSettled() ? Health.up() : Health.outOfService();
        return Mono.just(health.withDetail("version", models.current().version()).build());
    }
}
