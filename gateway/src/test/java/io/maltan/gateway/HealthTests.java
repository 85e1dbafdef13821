package io.maltan.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class HealthTests extends GatewayTest {

    private static final String READINESS = "/actuator/health/readiness";

    @AfterEach
    void everythingUp() {
        Services.COMMUNITY.start();
        Services.PLACE.answerJson(READINESS, "{\"status\":\"UP\"}");
    }

    @Test
    void tellsThatAllIsUp() {
        expectHealth("up").jsonPath("$.services.recommendation").isEqualTo("up");
    }

    @Test
    void tellsWhichServiceIsDown() {
        Services.COMMUNITY.stop();
        Services.PLACE.answer(READINESS, (request, response) -> response.status(503).send());

        expectHealth("degraded")
                .jsonPath("$.services.community")
                .isEqualTo("down")
                .jsonPath("$.services.place")
                .isEqualTo("down")
                .jsonPath("$.services.user")
                .isEqualTo("up");
    }

    @Test
    void tellsItWithoutABodyToo() {
        client().head().uri("/health").exchange().expectStatus().isOk().expectBody().isEmpty();
        client().head().uri("/docs").exchange().expectStatus().isOk().expectBody().isEmpty();
    }

    private WebTestClient.BodyContentSpec expectHealth(String status) {
        return client().get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status);
    }
}
