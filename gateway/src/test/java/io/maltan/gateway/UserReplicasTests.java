package io.maltan.gateway;

import io.maltan.platform.testing.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two replicas of the user service, of which either may be away. */
class UserReplicasTests extends GatewayTest {

    private static final StubService FIRST = new StubService("first");
    private static final StubService SECOND = new StubService("second");
    private static final String EXCHANGE = "/internal/api-keys/exchange";

    @DynamicPropertySource
    static void replicas(DynamicPropertyRegistry registry) {
        registry.add(
                "maltan.gateway.balancing.user.replicas", () -> FIRST.uri() + "," + SECOND.uri());
    }

    @AfterEach
    void everythingUp() {
        FIRST.start();
        SECOND.start();
    }

    @AfterAll
    static void nothingLeft() {
        FIRST.stop();
        SECOND.stop();
    }

    @Test
    void revocationsAreHeardFromWhicheverIsThere() {
        FIRST.stop();
        expectHeardFrom(SECOND);
        FIRST.start();
        SECOND.stop();
        expectHeardFrom(FIRST);
    }

    private void expectHeardFrom(StubService replica) {
        UUID session = UUID.randomUUID();
        replica.answerRevoked(0, session);
        awaitStatus(tokenOf(session), 401);
    }

    @Test
    void keysAreExchangedByWhicheverIsThere() {
        String answer =
                "{\"accessToken\":\"%s\",\"expiresIn\":300}"
                        .formatted(
                                TestTokens.custom(
                                        UUID.randomUUID(),
                                        claims -> claims.claim("scope", "read")));
        FIRST.answerJson(EXCHANGE, answer);
        SECOND.answerJson(EXCHANGE, answer);
        FIRST.stop();
        expectExchanged();
        FIRST.start();
        SECOND.stop();
        expectExchanged();
    }

    private void expectExchanged() {
        client().get()
                .uri("/api/v1/places/keyed")
                .header("X-API-Key", "mk_abcdefgh_" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void theServiceIsUpWhileOneOfThemIs() {
        FIRST.stop();
        expectUser("up");
        SECOND.stop();
        expectUser("down");
        FIRST.start();
        expectUser("up");
    }

    private void expectUser(String state) {
        client().get()
                .uri("/health")
                .exchange()
                .expectBody()
                .jsonPath("$.services.user")
                .isEqualTo(state);
    }
}
