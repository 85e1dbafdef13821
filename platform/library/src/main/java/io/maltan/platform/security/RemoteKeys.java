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
 * for an issuer that is slow.
 */
final class RemoteKeys {

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final WebClient http;
    private final SecurityProperties properties;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<JWKSet>> fetching = new AtomicReference<>();

    private volatile JWKSet known = new JWKSet();
    private volatile Instant fetchedAt = Instant.EPOCH;
    private volatile Instant triedAt = Instant.EPOCH;

    RemoteKeys(WebClient http, SecurityProperties properties, Clock clock) {
        this.http = http;
        this.properties = properties;
        this.clock = clock;
    }

    /** The keys that may have signed a token; an error when none could be had yet. */
    Flux<JWK> keysFor(SignedJWT token) {
        return currentKeys(token.getHeader().getKeyID()).flatMapIterable(JWKSet::getKeys);
    }

    private Mono<JWKSet> currentKeys(@Nullable String keyId) {
        if (!wantsFetching(keyId)) {
            return Mono.just(known);
        }
        Mono<JWKSet> underWay = fetching.get();
        if (underWay == null && isPaused()) {
            return knownKeys();
        }
        Mono<JWKSet> keys = underWay == null ? fetch() : underWay;
        return isKnown(keyId) ? keys.timeout(PATIENCE, Mono.just(known)) : keys;
    }

    private boolean wantsFetching(@Nullable String keyId) {
        return !isKnown(keyId)
                || fetchedAt.plus(properties.keyRefreshInterval()).isBefore(clock.instant());
    }

    private boolean isKnown(@Nullable String keyId) {
        return keyId != null && known.getKeyByKeyId(keyId) != null;
    }

    /** Before the first success a second is enough: there is nothing to serve with. */
    private boolean isPaused() {
        Duration pause = hasFetched() ? properties.keyFetchPause() : FIRST_PAUSE;
        return triedAt.plus(pause).isAfter(clock.instant());
    }

    private boolean hasFetched() {
        return !fetchedAt.equals(Instant.EPOCH);
    }

    private Mono<JWKSet> knownKeys() {
        return hasFetched() ? Mono.just(known) : Mono.error(RemoteKeys::keysAway);
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
                .onErrorResume(this::servedByKnownKeys);
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
    }

    private Mono<JWKSet> servedByKnownKeys(Throwable error) {
        if (!hasFetched()) {
            log.warn("The issuer's keys could not be fetched: {}", error.toString());
            return Mono.error(RemoteKeys::keysAway);
        }
        log.warn(
                "The issuer's keys could not be fetched; those known from {} go on serving: {}",
                fetchedAt,
                error.toString());
        return Mono.just(known);
    }

    private static AuthenticationServiceException keysAway() {
        return new AuthenticationServiceException("The issuer's keys could not be fetched yet");
    }
}
