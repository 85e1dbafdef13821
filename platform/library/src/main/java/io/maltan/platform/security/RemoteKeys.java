package io.maltan.platform.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * While the issuer is away the keys known last go on serving.
 */
final class RemoteKeys {

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private final WebClient http;
    private final SecurityProperties properties;
    private final Clock clock;
    private final Mono<JWKSet> fetchOnce;

    private volatile JWKSet known = new JWKSet();
    private volatile Instant fetchedAt = Instant.EPOCH;
    private volatile Instant triedAt = Instant.EPOCH;

    RemoteKeys(WebClient http, SecurityProperties properties, Clock clock) {
        this.http = http;
        this.properties = properties;
        this.clock = clock;
        this.fetchOnce = Mono.defer(this::requestKeys).cacheInvalidateIf(keys -> true);
    }

    /** The keys that may have signed a token; an error when none could be had yet. */
    Flux<JWK> keysFor(SignedJWT token) {
        return currentKeys(token.getHeader().getKeyID()).flatMapIterable(JWKSet::getKeys);
    }

    private Mono<JWKSet> currentKeys(String keyId) {
        Instant now = clock.instant();
        boolean due = fetchedAt.plus(properties.keyRefreshInterval()).isBefore(now);
        boolean unknown = keyId == null || known.getKeyByKeyId(keyId) == null;
        boolean neverFetched = fetchedAt.equals(Instant.EPOCH);
        boolean paused = triedAt.plus(pause(neverFetched)).isAfter(now);
        if ((due || unknown) && !paused) {
            return fetchOnce;
        }
        return neverFetched ? Mono.error(RemoteKeys::keysAway) : Mono.just(known);
    }

    /** Before the first success a second is enough: there is nothing to serve with. */
    private Duration pause(boolean neverFetched) {
        return neverFetched ? Duration.ofSeconds(1) : properties.keyFetchPause();
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
        if (fetchedAt.equals(Instant.EPOCH)) {
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
