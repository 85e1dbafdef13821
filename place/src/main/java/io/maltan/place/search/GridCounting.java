package io.maltan.place.search;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has the grid of places counted anew when they have changed, by one replica at a time. */
@Component
class GridCounting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GridCounting.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final R2dbcGrid grid;
    private Disposable running = Disposables.disposed();

    GridCounting(R2dbcGrid grid) {
        this.grid = grid;
    }

    @Override
    public void start() {
        running =
                Flux.interval(PAUSE)
                        .onBackpressureDrop()
                        .concatMap(tick -> recount(), 1)
                        .subscribe();
    }

    private Mono<Void> recount() {
        return grid.recount()
                .doOnError(error -> log.warn("The grid of places is counted again soon", error))
                .onErrorComplete();
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
