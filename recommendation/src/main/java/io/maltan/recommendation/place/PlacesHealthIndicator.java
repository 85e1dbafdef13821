package io.maltan.recommendation.place;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Out of service until the picture of places has been read; an empty one will do. */
@Component
final class PlacesHealthIndicator implements ReactiveHealthIndicator {

    private final PlacePicture picture;
    private final PlaceIndex index;

    PlacesHealthIndicator(PlacePicture picture, PlaceIndex index) {
        this.picture = picture;
        this.index = index;
    }

    @Override
    public Mono<Health> health() {
        Health.Builder health = picture.isLoaded() ? Health.up() : Health.outOfService();
        return Mono.just(health.withDetail("places", index.inBusiness()).build());
    }
}
