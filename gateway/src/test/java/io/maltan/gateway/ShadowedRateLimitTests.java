package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Limits that are only watched, behind a proxy that is believed. */
@TestPropertySource(
        properties = {
            "MALTAN_RATE_LIMITS=shadow",
            "maltan.gateway.rate-limits.concurrent=1",
            "maltan.gateway.client.trusted-proxies=127.0.0.0/8,::1"
        })
class ShadowedRateLimitTests extends GatewayTest {

    @Test
    void countsAndAnnouncesWithoutRefusing() {
        for (int i = 0; i < 10; i++) {
            client().post().uri("/api/v1/community/shadowed").exchange().expectStatus().isOk();
        }
        client().post()
                .uri("/api/v1/community/shadowed")
                .exchange()
                .expectHeader()
                .valueMatches("RateLimit", "\"write\";r=0;t=\\d+");
    }

    @Test
    void countsRequestsThatAreUnderWayAtOnceWithoutRefusing() {
        Sinks.Empty<Void> bothArrived = Sinks.empty();
        AtomicInteger arrived = new AtomicInteger();
        Services.COMMUNITY.answer(
                "/api/v1/community/together",
                (request, response) -> {
                    if (arrived.incrementAndGet() == 2) {
                        bothArrived.tryEmitEmpty();
                    }
                    return bothArrived.asMono().then(response.send().then());
                });
        WebClient client = WebClient.create("http://localhost:" + port);
        Flux.range(0, 2)
                .flatMap(call ->
                        client.get()
                                .uri("/api/v1/community/together")
                                .retrieve()
                                .toBodilessEntity())
                .as(StepVerifier::create)
                .expectNextCount(2)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void believesATrustedProxyAndPassesOneAddressOn() {
        client().get()
                .uri("/api/v1/users/proxied")
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.7")
                .header("X-Forwarded-Proto", "https")
                .exchange()
                .expectHeader()
                .exists("Strict-Transport-Security");

        var headers = Services.USER.last("/api/v1/users/proxied").headers();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("203.0.113.7");
        assertThat(headers.get("X-Forwarded-Proto")).isEqualTo("https");
    }
}
