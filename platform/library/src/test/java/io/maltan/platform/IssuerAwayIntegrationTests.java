package io.maltan.platform;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@MaltanServiceTest(service = "sample")
@SpringBootTest(
        classes = SampleService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=sample", "maltan.events.stream=events:sample"})
class IssuerAwayIntegrationTests {

    @DynamicPropertySource
    static void nobodyIssues(DynamicPropertyRegistry registry) {
        registry.add("maltan.security.jwks-uri", () -> "http://localhost:1/keys");
    }

    @Test
    void tokensCannotBeJudgedWhichIsNobodysFault(@Autowired WebTestClient client) {
        client.get()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(UUID.randomUUID())))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unavailable");
        client.get().uri("/me").exchange().expectStatus().isOk();
    }
}
