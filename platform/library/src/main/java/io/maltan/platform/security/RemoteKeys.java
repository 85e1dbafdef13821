package io.maltan.platform.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's public keys, fetched and kept.
 *
 * <p>They are fetched when first needed, every refresh interval, and when a token names a key that
 * is not known — but never more often than the pause allows, so that made-up key ids cost nothing.
 * While the issuer is away the keys known last go on serving, and nobody whose key is known waits
 * for an issuer that is slow. Of a key that is not known nothing can be said then: it is an error,
 * and the issuer is tried again after a second.
 */
final class RemoteKeys {

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final WebClient http;
    private final SecurityProperties properties;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<JWKSet>> fetching = new AtomicReference<>();

    private volatile JWKSet known = new JWKSet();
    private volatile Instant fetchedAt = Instant.EPOCH;
    private volatile Instant triedAt = Instant.EPOCH;
    private volatile boolean failed;

    RemoteKeys(WebClient http, SecurityProperties properties, Clock clock) {
        this.http = http;
        this.properties = properties;
        this.clock = clock;
    }

    /** The keys that may have signed a token; an error when they could not be had. */
    Flux<JWK> keysFor(SignedJWT token) {
        return currentKeys(token.getHeader().getKeyID()).flatMapIterable(JWKSet::getKeys);
    }

    private Mono<JWKSet> currentKeys(@Nullable String keyId) {
        return keyId != null && known.getKeyByKeyId(keyId) != null
                ? keysThatServe()
                : keysThatMayBeNew();
    }

    private Mono<JWKSet> keysThatServe() {
        if (isFresh() || isPausedFor(properties.keyFetchPause())) {
            return Mono.just(known);
        }
        return fetch().timeout(PATIENCE).onErrorResume(_ -> Mono.just(known));
    }

    private Mono<JWKSet> keysThatMayBeNew() {
        @Nullable Mono<JWKSet> underWay = fetching.get();
        if (underWay != null) {
            return underWay;
        }
        if (failed) {
            return isPausedFor(PAUSE_AFTER_FAILURE) ? Mono.error(RemoteKeys::keysAway) : fetch();
        }
        return isPausedFor(properties.keyFetchPause()) ? Mono.just(known) : fetch();
    }

    private boolean isFresh() {
        return !fetchedAt.plus(properties.keyRefreshInterval()).isBefore(clock.instant());
    }

    private boolean isPausedFor(Duration pause) {
        return triedAt.plus(pause).isAfter(clock.instant());
    }

    /** One fetch at a time; who comes while it is under way waits for it too. */
    private Mono<JWKSet> fetch() {
        Mono<JWKSet> mine =
                Mono.defer(this::requestKeys).doFinally(signal -> fetching.set(null)).cache();
        Mono<JWKSet> first = fetching.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    private Mono<JWKSet> requestKeys() {
        triedAt = clock.instant();
        return http.get()
                .uri(properties.jwksUri())
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIME_LIMIT)
                .map(RemoteKeys::parse)
                .doOnNext(this::keep)
                .doOnError(this::noteFailure)
                .onErrorMap(_ -> keysAway());
    }

    private static JWKSet parse(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("The issuer's key set cannot be read", e);
        }
    }

    private void keep(JWKSet keys) {
        known = keys;
        fetchedAt = clock.instant();
        failed = false;
    }

    private void noteFailure(Throwable error) {
        if (!failed) {
            log.warn(
                    "The issuer's keys could not be fetched; those known ({}) go on serving: {}",
                    known.size(),
                    error.toString());
        }
        failed = true;
    }

    private static AuthenticationServiceException keysAway() {
        return new AuthenticationServiceException("The issuer's keys could not be fetched");
    }
}
