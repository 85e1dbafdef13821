package io.maltan.place.photo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Removes, again and again, the photos that nothing names in time. */
@Component
class PhotoSweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PhotoSweep.class);
    private static final int BATCH = 100;

    private final Photos photos;
    private final PhotoProperties properties;
    private Disposable running = Disposables.disposed();

    PhotoSweep(Photos photos, PhotoProperties properties) {
        this.photos = photos;
        this.properties = properties;
    }

    @Override
    public void start() {
        running =
                Flux.interval(properties.sweepEvery())
                        .onBackpressureDrop()
                        .concatMap(
                                tick ->
                                        photos.sweep(BATCH)
                                                .doOnError(error ->
                                                        log.warn("Photos remain for now", error))
                                                .onErrorComplete(),
                                1)
                        .subscribe();
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
