package io.maltan.gateway;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A gateway that has room for one request. */
@TestPropertySource(
        properties = {
            "maltan.gateway.intake.requests=1",
            "maltan.gateway.traffic.ordinary.response=30s"
        })
class RoomTests extends GatewayTest {

    private static final String SLOW = "/api/v1/places/slow-in-a-small-room";

    @LocalManagementPort int managementPort;

    @Test
    void refusesASecondRequestAndAnswersWhoAsksHowItIs() {
        Sinks.Empty<Void> arrived = Sinks.empty();
        Services.PLACE.answer(
                SLOW,
                (request, response) -> {
                    arrived.tryEmitEmpty();
                    return Mono.never();
                });
        Disposable first =
                WebClient.create()
                        .get()
                        .uri("http://localhost:" + port + SLOW)
                        .retrieve()
                        .toBodilessEntity()
                        .onErrorComplete()
                        .subscribe();
        arrived.asMono().as(StepVerifier::create).expectComplete().verify(LIMIT);

        client().get()
                .uri("/api/v1/places/other")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectHeader()
                .exists("Retry-After");
        WebTestClient.bindToServer()
                .build()
                .get()
                .uri(URI.create("http://localhost:" + managementPort + "/actuator/health/liveness"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
        first.dispose();
    }
}
