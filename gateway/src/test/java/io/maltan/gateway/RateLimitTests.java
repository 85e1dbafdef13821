package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class RateLimitTests extends GatewayTest {

    private static final String WRITING = "/api/v1/community/written";

    @Test
    void announcesWhatIsLeft() {
        client().get()
                .uri("/api/v1/places/read")
                .headers(GatewayTest::asNewUser)
                .exchange()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"read\";q=100000;w=60")
                .expectHeader()
                .valueEquals("RateLimit", "\"read\";r=99999;t=1");
    }

    @Test
    void refusesACallerWhoAskedTooOftenAndNoOther() {
        String token = TestTokens.user(UUID.randomUUID());
        for (int left = 4; left >= 0; left--) {
            write(token)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueMatches("RateLimit", "\"write\";r=" + left + ";t=\\d+");
        }
        write(token)
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .value("Retry-After", pause -> assertThat(Integer.parseInt(pause)).isBetween(1, 12))
                .expectHeader()
                .valueMatches("RateLimit", "\"write\";r=0;t=\\d+")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("rate_limited");
        write(TestTokens.user(UUID.randomUUID())).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/login", "/api/v1/%61uth/login", "/api/v1/%75sers"})
    void countsLoginsByAddress(String path) {
        client().post()
                .uri(URI.create("http://localhost:" + port + path))
                .headers(GatewayTest::asNewUser)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("RateLimit-Policy", "\"login\";q=60;w=60");
    }

    private WebTestClient.ResponseSpec write(String token) {
        return client().post()
                .uri(WRITING)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }
}
