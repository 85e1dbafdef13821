package io.maltan.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A gateway in which an address has room for one request at a time. */
@TestPropertySource(
        properties = {
            "maltan.gateway.rate-limits.concurrent=1",
            "maltan.gateway.traffic.ordinary.response=30s",
            "maltan.gateway.client.trusted-proxies=127.0.0.0/8,::1"
        })
class AddressShareTests extends GatewayTest {

    private static final String SLOW = "/api/v1/places/slow-for-one-address";

    @Test
    void leavesRoomForOthersAndIsFreeAgainAfterwards() {
        Sinks.Empty<Void> arrived = Sinks.empty();
        Sinks.Empty<Void> done = Sinks.empty();
        Services.PLACE.answer(
                SLOW,
                (request, response) -> {
                    arrived.tryEmitEmpty();
                    return done.asMono().then(response.sendString(Mono.just("slow")).then());
                });
        Sinks.Empty<Void> answered = Sinks.empty();
        Disposable slow =
                WebClient.create("http://localhost:" + port)
                        .get()
                        .uri(SLOW)
                        .header("X-Forwarded-For", "203.0.113.1")
                        .retrieve()
                        .toBodilessEntity()
                        .doFinally(end -> answered.tryEmitEmpty())
                        .subscribe();
        arrived.asMono().as(StepVerifier::create).expectComplete().verify(LIMIT);

        callFrom("203.0.113.1")
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .exists("Retry-After")
                .expectHeader()
                .valueEquals("RateLimit", "\"concurrent\";r=0");
        callFrom("203.0.113.2").expectStatus().isOk();

        done.tryEmitEmpty();
        answered.asMono().as(StepVerifier::create).expectComplete().verify(LIMIT);
        callFrom("203.0.113.1").expectStatus().isOk();
        slow.dispose();
    }

    private WebTestClient.ResponseSpec callFrom(String address) {
        return client().get()
                .uri("/api/v1/places/other")
                .header("X-Forwarded-For", address)
                .exchange();
    }
}
