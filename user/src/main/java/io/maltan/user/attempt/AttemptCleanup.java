package io.maltan.user.attempt;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes failures that no longer count. */
@Component
class AttemptCleanup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AttemptCleanup.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final LoginAttempts attempts;
    private volatile Disposable cleaning = Disposables.disposed();

    AttemptCleanup(LoginAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void start() {
        cleaning =
                Flux.interval(INTERVAL)
                        .onBackpressureDrop()
                        .concatMap(tick -> forgetOld(), 1)
                        .subscribe();
    }

    private Mono<Void> forgetOld() {
        return attempts.forgetOld()
                .onErrorResume(error -> {
                    log.warn("Old login failures could not be deleted: {}", error.toString());
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
