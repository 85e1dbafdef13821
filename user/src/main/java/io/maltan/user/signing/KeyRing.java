package io.maltan.user.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Holds the signing keys that the replicas share. It makes the first key where there is none and
 * the next when its time has come, and reads the keys again from time to time; while the database
 * is away those known serve on.
 */
@Component
public final class KeyRing implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** For a replica that learns of the next key late, and for clocks that differ. */
    private static final Duration RETIREMENT_MARGIN = Duration.ofMinutes(5);

    private final SealedKeys sealedKeys;
    private final KeyForge forge;
    private final SigningSettings settings;
    private final Duration afterlife;
    private final Clock clock;
    private final Scheduler forging = Schedulers.newBoundedElastic(1, 8, "key-forging", 60, true);
    private final Mono<SigningKeys> reading =
            Mono.defer(this::read).cacheInvalidateIf(keys -> true);

    private volatile @Nullable SigningKeys known;
    private volatile Disposable refreshing = Disposables.disposed();

    KeyRing(
            SealedKeys sealedKeys,
            KeyForge forge,
            SigningSettings settings,
            TokenLifetime tokens,
            Clock clock) {
        this.sealedKeys = sealedKeys;
        this.forge = forge;
        this.settings = settings;
        this.afterlife = tokens.accessTokenLifetime().plus(RETIREMENT_MARGIN);
        this.clock = clock;
    }

    /** The keys of this moment. */
    public Mono<SigningKeys> current() {
        SigningKeys keys = known;
        return keys == null ? reading : Mono.just(keys);
    }

    boolean isReady() {
        return known != null;
    }

    /** Makes a key that signs as soon as all who verify tokens know it; answers its id. */
    Mono<String> rotate() {
        return forge(settings.publishAheadOnDemand())
                .flatMap(key -> addOnDemand(key).thenReturn(key.id()))
                .delayUntil(id -> read());
    }

    private Mono<Void> addOnDemand(SealedKey key) {
        int most = settings.mostKeys();
        return sealedKeys
                .addWithin(most, key)
                .flatMap(added ->
                        added ? Mono.empty() : Mono.error(() -> new TooManySigningKeys(most)));
    }

    /**
     * Takes a key out at once, with all tokens that it signed. Where no other key's time has come,
     * a new one signs at once, which verifiers may take up to half a minute to learn of.
     *
     * @return whether there was such a key
     */
    Mono<Boolean> revoke(String id) {
        return sealedKeys
                .all()
                .flatMap(keys ->
                        signsWithout(id, keys)
                                ? sealedKeys.remove(id)
                                : forge(Duration.ZERO)
                                        .flatMap(successor -> sealedKeys.replace(id, successor)))
                .delayUntil(removed -> read());
    }

    private boolean signsWithout(String id, List<SealedKey> keys) {
        Instant now = clock.instant();
        return keys.stream().anyMatch(key -> !key.id().equals(id) && !key.signsFrom().isAfter(now));
    }

    /** Reads the keys, and does what is due. */
    Mono<SigningKeys> read() {
        return sealedKeys
                .all()
                .flatMap(keys -> keys.isEmpty() ? makeFirst() : Mono.just(keys))
                .publishOn(forging)
                .map(this::open)
                .doOnNext(keys -> known = keys)
                .delayUntil(this::forgetRetired)
                .flatMap(keys -> isDue(keys) ? makeNext(keys) : Mono.just(keys));
    }

    private SigningKeys open(List<SealedKey> sealed) {
        SigningKeys before = known;
        return before != null && before.areThoseOf(sealed)
                ? before
                : new SigningKeys(sealed.stream().map(forge::open).toList(), afterlife, clock);
    }

    private Mono<List<SealedKey>> makeFirst() {
        return forge(Duration.ZERO).flatMap(sealedKeys::addFirst).then(Mono.defer(sealedKeys::all));
    }

    private boolean isDue(SigningKeys keys) {
        Instant nextSigns = keys.newest().signsFrom().plus(settings.rotation());
        return !nextSigns.minus(settings.publishAhead()).isAfter(clock.instant());
    }

    private Mono<SigningKeys> makeNext(SigningKeys keys) {
        return forge(settings.publishAhead())
                .flatMap(key -> sealedKeys.addAfter(keys.newest().signsFrom(), key))
                .doOnNext(added -> log.info("The next signing key is published"))
                .then(Mono.defer(sealedKeys::all))
                .publishOn(forging)
                .map(this::open)
                .doOnNext(next -> known = next);
    }

    private Mono<SealedKey> forge(Duration ahead) {
        return Mono.fromCallable(() -> forge.newKey(ahead)).subscribeOn(forging);
    }

    private Mono<Void> forgetRetired(SigningKeys keys) {
        List<String> retired = keys.retired();
        return retired.isEmpty() ? Mono.empty() : sealedKeys.remove(retired);
    }

    @Override
    public void start() {
        refreshing = Mono.defer(this::refresh).repeat().subscribe();
    }

    private Mono<Long> refresh() {
        return reading.doOnError(
                        error -> log.error("The signing keys cannot be read: {}", error.toString()))
                .map(keys -> settings.refreshInterval())
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
