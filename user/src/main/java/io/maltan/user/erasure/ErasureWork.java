package io.maltan.user.erasure;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks services again that have not answered, and ends guests who will not come back. */
@Component
class ErasureWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ErasureWork.class);

    private final ErasureSaga saga;
    private final StaleGuests guests;
    private final SagaSettings settings;
    private volatile Disposable working = Disposables.disposed();

    ErasureWork(ErasureSaga saga, StaleGuests guests, SagaSettings settings) {
        this.saga = saga;
        this.guests = guests;
        this.settings = settings;
    }

    @Override
    public void start() {
        working =
                Disposables.composite(
                        every(settings.interval(), saga::repeatRequests),
                        every(settings.guestInterval(), guests::end));
    }

    private static Disposable every(Duration interval, Supplier<Mono<Long>> work) {
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> unlessItFails(work), 1)
                .subscribe();
    }

    private static Mono<Long> unlessItFails(Supplier<Mono<Long>> work) {
        return Mono.defer(work)
                .onErrorResume(error -> {
                    log.warn("Erasures are delayed: {}", error.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void stop() {
        working.dispose();
    }

    @Override
    public boolean isRunning() {
        return !working.isDisposed();
    }
}
