package io.maltan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class VerifiedTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID CALLER = UUID.randomUUID();
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();

    @Test
    void verifiesATokenOnce() {
        VerifiedTokens tokens = remembering(NOW.plus(Duration.ofMinutes(15)));

        decode(tokens);
        decode(tokens);

        assertThat(verifications).hasValue(1);
    }

    @Test
    void knowsTheCallerOfATokenForAsLong() {
        VerifiedTokens tokens = remembering(NOW.plus(Duration.ofMinutes(15)));
        assertThat(tokens.callerOf("token")).isNull();

        decode(tokens);

        assertThat(tokens.callerOf("token")).extracting(Caller::id).isEqualTo(CALLER);
        assertThat(tokens.callerOf("Token")).isNull();
        passed.addAndGet(KEPT.plusSeconds(1).toNanos());
        assertThat(tokens.callerOf("token")).isNull();
    }

    @Test
    void verifiesAgainAfterAWhile() {
        VerifiedTokens tokens = remembering(NOW.plus(Duration.ofMinutes(15)));
        decode(tokens);

        passed.addAndGet(KEPT.plusSeconds(1).toNanos());
        decode(tokens);

        assertThat(verifications).hasValue(2);
    }

    @Test
    void doesNotRememberATokenBeyondItsExpiry() {
        VerifiedTokens tokens = remembering(NOW.plus(Duration.ofSeconds(10)));
        decode(tokens);

        passed.addAndGet(Duration.ofSeconds(11).toNanos());
        decode(tokens);

        assertThat(verifications).hasValue(2);
    }

    @Test
    void asksAnewAboutWhatWasRefused() {
        VerifiedTokens tokens =
                new VerifiedTokens(
                        token -> {
                            verifications.incrementAndGet();
                            return Mono.error(() -> new BadJwtException("forged"));
                        },
                        10,
                        KEPT,
                        Clock.systemUTC(),
                        passed::get);
        for (int i = 0; i < 2; i++) {
            tokens.decode("forged")
                    .as(StepVerifier::create)
                    .expectError(BadJwtException.class)
                    .verify(LIMIT);
        }

        assertThat(verifications).hasValue(2);
    }

    private VerifiedTokens remembering(Instant expiry) {
        Jwt jwt =
                Jwt.withTokenValue("token")
                        .header("alg", "RS256")
                        .subject(CALLER.toString())
                        .claim("sid", UUID.randomUUID().toString())
                        .issuedAt(NOW)
                        .expiresAt(expiry)
                        .build();
        return new VerifiedTokens(
                token -> {
                    verifications.incrementAndGet();
                    return Mono.just(jwt);
                },
                10,
                KEPT,
                Clock.fixed(NOW, ZoneOffset.UTC),
                passed::get);
    }

    private static void decode(VerifiedTokens tokens) {
        tokens.decode("token")
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }
}
