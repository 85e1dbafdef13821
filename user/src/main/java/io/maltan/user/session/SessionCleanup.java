package io.maltan.user.session;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes sessions that have been over for a day, with their tokens, some at a time. */
@Component
class SessionCleanup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionCleanup.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Sessions sessions;
    private final Clock clock;
    private volatile Disposable cleaning = Disposables.disposed();

    SessionCleanup(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public void start() {
        cleaning =
                Flux.interval(INTERVAL)
                        .onBackpressureDrop()
                        .concatMap(tick -> forgetExpired(), 1)
                        .subscribe();
    }

    private Mono<Long> forgetExpired() {
        return sessions.forgetExpiredBefore(clock.instant().minus(KEPT_FOR))
                .onErrorResume(error -> {
                    log.warn("Expired sessions could not be deleted: {}", error.toString());
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
