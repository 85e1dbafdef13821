package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class ApiKeyTests extends GatewayTest {

    private static final String EXCHANGE = "/internal/api-keys/exchange";
    private static final String KEYED = "/api/v1/places/keyed";

    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final String key = "mk_abcdefgh_" + UUID.randomUUID();

    @AfterEach
    void nobodyIsRevoked() {
        Services.USER.answerRevoked(0);
    }

    @BeforeEach
    void theUserServiceKnowsOneKey() {
        answerWithScope("read write");
    }

    private void answerWithScope(String scope) {
        String token = TestTokens.custom(UUID.randomUUID(), claims -> claims.claim("scope", scope));
        Services.USER.answer(
                EXCHANGE,
                (request, response) ->
                        request.receive()
                                .aggregate()
                                .asString()
                                .flatMap(question -> {
                                    exchanges.incrementAndGet();
                                    asked.set(question);
                                    boolean known = question.contains(key);
                                    return response.status(known ? 200 : 401)
                                            .header("Content-Type", "application/json")
                                            .sendString(
                                                    Mono.just(
                                                            "{\"accessToken\":\"%s\",\"expiresIn\":300}"
                                                                    .formatted(token)))
                                            .then();
                                }));
    }

    @Test
    void servicesSeeATokenInsteadOfTheKey() {
        call(HttpMethod.GET, key).expectStatus().isOk();

        var headers = Services.PLACE.last(KEYED).headers();
        assertThat(headers.get("Authorization")).startsWith("Bearer ey");
        assertThat(headers.contains("X-API-Key")).isFalse();
        assertThat(asked.get()).isEqualTo("{\"key\":\"" + key + "\"}");
        assertThat(Services.USER.last(EXCHANGE).headers().get("X-Maltan-Internal"))
                .isEqualTo(Services.INTERNAL_SECRET);
    }

    @Test
    void asksOnceForMany() {
        for (int i = 0; i < 20; i++) {
            call(HttpMethod.GET, key).expectStatus().isOk();
        }
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void asksAgainWhenTheTokenIsRevoked() {
        call(HttpMethod.GET, key).expectStatus().isOk();
        revoke(sessionOf(Services.PLACE.last(KEYED)));
        theUserServiceKnowsOneKey();

        for (int i = 0; i < 5; i++) {
            call(HttpMethod.GET, key).expectStatus().isOk();
        }

        assertThat(exchanges).hasValue(2);
    }

    @Test
    void aKeyThatIsRevokedWithItsTokenIsRefused() {
        call(HttpMethod.GET, key).expectStatus().isOk();
        Services.USER.answer(EXCHANGE, (request, response) -> response.status(401).send());
        revoke(sessionOf(Services.PLACE.last(KEYED)));

        expectRefused(call(HttpMethod.GET, key));
    }

    private static UUID sessionOf(StubService.Received request) {
        String token = request.headers().get("Authorization").substring("Bearer ".length());
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return UUID.fromString(new JsonMapper().readTree(claims).get("sid").asString());
    }

    /** Until the gateway has heard of it: whoever shows a token of that session is refused. */
    private void revoke(UUID session) {
        Services.USER.answerRevoked(0, session);
        awaitStatus(tokenOf(session), 401);
    }

    @Test
    void refusesAnUnknownKeyAndAsksForItOnce() {
        String unknown = "mk_nobody00_" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            expectRefused(call(HttpMethod.GET, unknown));
        }
        assertThat(exchanges).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "mk_", "mk_short", "mk_abcdefgh_\"},{\"key\":\"x"})
    void refusesWhatIsNoKeyWithoutAsking(String wrong) {
        expectRefused(call(HttpMethod.GET, wrong));
        assertThat(exchanges).hasValue(0);
    }

    @Test
    void refusesTwoCredentials() {
        client().get()
                .uri(KEYED)
                .headers(GatewayTest::asNewUser)
                .header("X-API-Key", key)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("two_credentials");
    }

    @Test
    void isUnavailableWhileTheUserServiceIs() {
        Services.USER.answer(EXCHANGE, (request, response) -> response.status(500).send());
        call(HttpMethod.GET, key).expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        theUserServiceKnowsOneKey();
        call(HttpMethod.GET, key).expectStatus().isOk();
    }

    @Test
    void aKeyToReadMayNotWrite() {
        answerWithScope("read");
        call(HttpMethod.GET, key).expectStatus().isOk();
        expectInsufficient(call(HttpMethod.POST, key));
        expectInsufficient(call(HttpMethod.DELETE, key));
    }

    @Test
    void aKeyWithoutScopesMayNothing() {
        answerWithScope("");
        expectInsufficient(call(HttpMethod.GET, key));
    }

    @Test
    void countsForTheKey() {
        for (int left = 4; left >= 0; left--) {
            call(HttpMethod.POST, key)
                    .expectHeader()
                    .valueMatches("RateLimit", "\"write\";r=" + left + ";t=\\d+");
        }
        call(HttpMethod.POST, key).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    private WebTestClient.ResponseSpec call(HttpMethod method, String apiKey) {
        return client().method(method).uri(KEYED).header("X-API-Key", apiKey).exchange();
    }

    private static void expectRefused(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists(HttpHeaders.WWW_AUTHENTICATE)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_api_key");
    }

    private static void expectInsufficient(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isForbidden()
                .expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, ".*insufficient_scope.*")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("insufficient_scope");
    }
}
