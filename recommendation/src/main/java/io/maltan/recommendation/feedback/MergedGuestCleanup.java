package io.maltan.recommendation.feedback;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets which account a guest became as soon as no token of the guest's can be alive. */
@Component
final class MergedGuestCleanup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MergedGuestCleanup.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final R2dbcMergedGuests guests;
    private final FeedbackProperties properties;
    private volatile Disposable cleaning = Disposables.disposed();

    MergedGuestCleanup(R2dbcMergedGuests guests, FeedbackProperties properties) {
        this.guests = guests;
        this.properties = properties;
    }

    @Override
    public void start() {
        cleaning =
                Flux.interval(INTERVAL)
                        .onBackpressureDrop()
                        .concatMap(tick -> clean(), 1)
                        .subscribe();
    }

    private Mono<Void> clean() {
        return guests.removeOlderThan(properties.guestsFor())
                .onErrorResume(error -> {
                    log.warn("Guests of old could not be forgotten: {}", error.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void stop() {
        cleaning.dispose();
    }

    @Override
    public boolean isRunning() {
        return !cleaning.isDisposed();
    }
}
