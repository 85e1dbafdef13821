package io.maltan.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** A service that refuses without reading, as Reactor Netty's own do. */
class ServiceLeavesBodyTests extends GatewayTest {

    private static final String PICKY = "/api/v1/community/picky";
    private static final String READING = "/api/v1/community/reading";
    private static final int ROUNDS = Integer.getInteger("maltan.test.rounds", 40);

    @Test
    void whatItRefusesDoesNotDelayTheNextRequest() {
        Services.COMMUNITY.answer(
                PICKY,
                (request, response) -> response.status(401).sendString(Mono.just("no")).then());
        for (int i = 0; i < ROUNDS; i++) {
            expect(PICKY, HttpStatus.UNAUTHORIZED);
            expect(READING, HttpStatus.OK);
        }
    }

    private void expect(String path, HttpStatus status) {
        client().post()
                .uri(path)
                .headers(GatewayTest::asNewUser)
                .bodyValue("x".repeat(2_000))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }
}
