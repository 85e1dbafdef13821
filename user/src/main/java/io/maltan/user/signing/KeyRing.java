package io.maltan.user.signing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Holds the signing keys that the replicas share. It makes the first key where there is none, and
 * reads the keys again from time to time; while the database is away those known serve on.
 */
@Component
public final class KeyRing implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final SealedKeys sealedKeys;
    private final KeyForge forge;
    private final Duration refreshInterval;
    private final Scheduler forging = Schedulers.newBoundedElastic(1, 8, "key-forging", 60, true);
    private final Mono<SigningKeys> reading =
            Mono.defer(this::read).cacheInvalidateIf(keys -> true);

    private volatile @Nullable SigningKeys known;
    private volatile Disposable refreshing = Disposables.disposed();

    KeyRing(SealedKeys sealedKeys, KeyForge forge, SigningSettings settings) {
        this.sealedKeys = sealedKeys;
        this.forge = forge;
        this.refreshInterval = settings.refreshInterval();
    }

    /** The keys of this moment. */
    public Mono<SigningKeys> current() {
        SigningKeys keys = known;
        return keys == null ? reading : Mono.just(keys);
    }

    boolean isReady() {
        return known != null;
    }

    private Mono<SigningKeys> read() {
        return sealedKeys
                .all()
                .flatMap(keys -> keys.isEmpty() ? makeFirst() : Mono.just(keys))
                .publishOn(forging)
                .map(keys -> new SigningKeys(keys.stream().map(forge::open).toList()))
                .doOnNext(keys -> known = keys);
    }

    private Mono<List<SealedKey>> makeFirst() {
        return Mono.fromCallable(forge::newKey)
                .subscribeOn(forging)
                .flatMap(sealedKeys::addFirst)
                .then(Mono.defer(sealedKeys::all));
    }

    @Override
    public void start() {
        refreshing = Mono.defer(this::refresh).repeat().subscribe();
    }

    private Mono<Long> refresh() {
        return reading.doOnError(
                        error -> log.error("The signing keys cannot be read: {}", error.toString()))
                .map(keys -> refreshInterval)
                .onErrorReturn(RETRY_PAUSE)
                .flatMap(Mono::delay);
    }

    @Override
    public void stop() {
        refreshing.dispose();
    }

    @Override
    public void destroy() {
        forging.dispose();
    }

    @Override
    public boolean isRunning() {
        return !refreshing.isDisposed();
    }
}
