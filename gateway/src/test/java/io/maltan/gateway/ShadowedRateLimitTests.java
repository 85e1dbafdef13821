package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Limits that are only watched, behind a proxy that is believed. */
@TestPropertySource(
        properties = {
            "MALTAN_RATE_LIMITS=shadow",
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
