package io.maltan.gateway;

import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Credentials that are refused count for the address that they come from. */
@TestPropertySource(
        properties = {
            "maltan.gateway.rate-limits.read.requests=3",
            "maltan.gateway.client.trusted-proxies=127.0.0.0/8,::1"
        })
class RefusedCredentialsTests extends GatewayTest {

    private static final String PATH = "/api/v1/places/for-those-who-are-known";

    @Test
    void forgedTokensAreCounted() {
        expectCounted("203.0.113.1", headers -> headers.setBearerAuth("forged"));
    }

    @Test
    void whatIsNoKeyIsCounted() {
        expectCounted("203.0.113.2", headers -> headers.set("X-API-Key", "secret"));
    }

    @Test
    void tokensOfRevokedSessionsAreCounted() {
        UUID session = UUID.randomUUID();
        String token =
                TestTokens.custom(
                        UUID.randomUUID(), claims -> claims.claim("sid", session.toString()));
        Services.USER.answerRevoked(0, session);
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> statusOf("203.0.113.3", token))
                .filter(status -> status == HttpStatus.UNAUTHORIZED.value())
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);

        expectCounted("203.0.113.4", headers -> headers.setBearerAuth(token));
    }

    private int statusOf(String address, String token) {
        return call(address, headers -> headers.setBearerAuth(token))
                .returnResult(byte[].class)
                .getStatus()
                .value();
    }

    @Test
    void whatAKeyMayNotDoCountsForTheKey() {
        String token =
                TestTokens.custom(UUID.randomUUID(), claims -> claims.claim("scope", "read"));
        client().method(HttpMethod.POST)
                .uri(PATH)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .valueMatches("RateLimit", "\"write\";r=4;t=\\d+");
    }

    private void expectCounted(String address, Consumer<HttpHeaders> credentials) {
        for (int left = 2; left >= 0; left--) {
            call(address, credentials)
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .valueEquals("RateLimit-Policy", "\"read\";q=3;w=60")
                    .expectHeader()
                    .valueMatches("RateLimit", "\"read\";r=" + left + ";t=\\d+");
        }
        call(address, credentials)
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER);
    }

    private WebTestClient.ResponseSpec call(String address, Consumer<HttpHeaders> credentials) {
        return client().get()
                .uri(PATH)
                .header("X-Forwarded-For", address)
                .headers(credentials)
                .exchange();
    }
}
