package io.maltan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class RemoteKeysTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"known\",\"k\":\"c2VjcmV0\"}]}";

    private final AtomicInteger fetches = new AtomicInteger();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private Mono<ClientResponse> answer = Mono.just(keys());

    private final RemoteKeys keys =
            new RemoteKeys(
                    WebClient.builder()
                            .exchangeFunction(request -> {
                                fetches.incrementAndGet();
                                return answer;
                            })
                            .build(),
                    new SecurityProperties(
                            "issuer",
                            "audience",
                            URI.create("http://localhost/keys"),
                            List.of(),
                            Duration.ofMinutes(5),
                            Duration.ofSeconds(30),
                            10,
                            Duration.ofSeconds(60)),
                    clock);

    private static ClientResponse keys() {
        return ClientResponse.create(HttpStatus.OK)
                .header("Content-Type", "text/plain")
                .body(KEYS)
                .build();
    }

    private Flux<JWK> keysFor(String id) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
        return keys.keysFor(new SignedJWT(header, new JWTClaimsSet.Builder().build()));
    }

    @Test
    void whoComesDuringTheFirstFetchWaitsForIt() {
        Sinks.One<ClientResponse> slow = Sinks.one();
        answer = slow.asMono();
        Mono<Long> both = Flux.merge(keysFor("known"), keysFor("known")).count();
        StepVerifier.create(both)
                .then(() -> slow.tryEmitValue(keys()))
                .expectNext(2L)
                .expectComplete()
                .verify(LIMIT);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void madeUpKeyIdsCostOneFetchInAWhile() {
        for (int i = 0; i < 100; i++) {
            StepVerifier.create(keysFor("made-up-" + i)).expectNextCount(1).verifyComplete();
        }
        assertThat(fetches).hasValue(1);
        clock.advance(Duration.ofSeconds(31));
        StepVerifier.create(keysFor("made-up")).expectNextCount(1).verifyComplete();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void knownKeysServeWhileTheIssuerIsAway() {
        StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
        answer = Mono.error(new IllegalStateException("away"));
        clock.advance(Duration.ofMinutes(6));
        StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void ofAnUnknownKeyNothingIsSaidWhileTheIssuerIsAwayAndItIsTriedAgainAfterASecond() {
        StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
        clock.advance(Duration.ofSeconds(31));
        answer = Mono.error(new IllegalStateException("away"));
        for (int i = 0; i < 100; i++) {
            StepVerifier.create(keysFor("rotated"))
                    .expectError(AuthenticationServiceException.class)
                    .verify(LIMIT);
            StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
        }
        assertThat(fetches).hasValue(2);

        answer = Mono.just(keys());
        clock.advance(Duration.ofSeconds(1));
        StepVerifier.create(keysFor("rotated")).expectNextCount(1).verifyComplete();
        assertThat(fetches).hasValue(3);
    }

    @Test
    void whoseKeyIsKnownDoesNotWaitForAnIssuerThatHangs() {
        StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
        answer = Mono.never();
        clock.advance(Duration.ofMinutes(6));

        StepVerifier.withVirtualTime(() -> keysFor("known"))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void withoutAnyKeyTheServiceIsUnavailableUntilTheIssuerIsBack() {
        answer = Mono.error(new IllegalStateException("away"));
        StepVerifier.create(keysFor("known"))
                .expectError(AuthenticationServiceException.class)
                .verify(LIMIT);
        answer = Mono.just(keys());
        clock.advance(Duration.ofSeconds(2));
        StepVerifier.create(keysFor("known")).expectNextCount(1).verifyComplete();
    }
}
