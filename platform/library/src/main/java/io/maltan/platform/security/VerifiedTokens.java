package io.maltan.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers tokens that have been verified, for a while and never beyond their expiry: to verify
 * one costs more than all else that is done about a small request. What was refused is not
 * remembered.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

    private final ReactiveJwtDecoder decoder;
    private final Duration kept;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    private record Verified(Jwt token, Caller caller) {}

    /**
     * Stands in front of another decoder.
     *
     * @param count how many are remembered; a token with its claims takes some 4 KB
     * @param kept how long, after which the signature is verified again
     */
    VerifiedTokens(
            ReactiveJwtDecoder decoder, long count, Duration kept, Clock clock, Ticker ticker) {
        this.decoder = decoder;
        this.kept = kept;
        this.clock = clock;
        this.verified =
                Caffeine.newBuilder()
                        .maximumSize(count)
                        .expireAfter(
                                Expiry.creating(
                                        (String token, Verified is) -> timeLeft(is.token())))
                        .ticker(ticker)
                        .build();
    }

    @Override
    public Mono<Jwt> decode(String token) {
        @Nullable Verified known = verified.getIfPresent(token);
        return known == null
                ? decoder.decode(token).doOnNext(jwt -> remember(token, jwt))
                : Mono.just(known.token());
    }

    private void remember(String token, Jwt jwt) {
        verified.put(token, new Verified(jwt, CallerConverter.toCaller(jwt)));
    }

    /** Whom a token names that has been verified of late; null where it has to be decoded. */
    @Nullable Caller callerOf(String token) {
        @Nullable Verified known = verified.getIfPresent(token);
        return known == null ? null : known.caller();
    }

    private Duration timeLeft(Jwt token) {
        @Nullable Instant expiry = token.getExpiresAt();
        Duration left = expiry == null ? Duration.ZERO : Duration.between(clock.instant(), expiry);
        return left.compareTo(kept) < 0 ? left : kept;
    }
}
