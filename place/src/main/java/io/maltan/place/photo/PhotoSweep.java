package io.maltan.place.photo;

import io.maltan.platform.upkeep.Cleanup;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Removes the photos that nothing names in time. */
@Component
class PhotoSweep extends Cleanup {

    private static final int BATCH = 100;

    private final Photos photos;

    PhotoSweep(Photos photos, PhotoProperties properties) {
        super(properties.sweepEvery(), "Photos that nothing names");
        this.photos = photos;
    }

    @Override
    protected Mono<Void> clean() {
        return photos.sweep(BATCH).then();
    }
}
