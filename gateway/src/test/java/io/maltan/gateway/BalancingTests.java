package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Two replicas of the place service, and one of its next version. */
class BalancingTests extends GatewayTest {

    private static final StubService SECOND = new StubService("second");
    private static final StubService NEXT = new StubService("next");
    private static final StubService GONE = new StubService("gone");
    private static final String PATH = "/api/v1/places/balanced";

    @DynamicPropertySource
    static void replicas(DynamicPropertyRegistry registry) {
        registry.add(
                "maltan.gateway.balancing.place.replicas",
                () -> Services.PLACE.uri() + "," + SECOND.uri());
        registry.add("maltan.gateway.balancing.place.canaries", () -> NEXT.uri().toString());
        GONE.stop();
        registry.add(
                "maltan.gateway.balancing.recommendation.canaries", () -> GONE.uri().toString());
        registry.add("maltan.gateway.balancing.user.canaries", () -> NEXT.uri().toString());
        registry.add("maltan.gateway.balancing.user.canary-percent", () -> "1");
        registry.add("maltan.gateway.balancing.place.strategy", () -> "round-robin");
        registry.add("maltan.gateway.rate-limits.mode", () -> "shadow");
    }

    @AfterAll
    static void everythingUp() {
        Services.PLACE.start();
        SECOND.stop();
        NEXT.stop();
    }

    @Test
    void takesTurnsLosesNothingWhenOneStopsAndFindsItAgain() {
        assertThat(servedBy(20)).contains("place", "second");

        SECOND.stop();
        for (int i = 0; i < 20; i++) {
            call(HttpMethod.GET).expectStatus().isOk();
            call(HttpMethod.POST).expectStatus().isOk();
        }

        SECOND.start();
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> servedBy(2))
                .filter(names -> names.contains("second"))
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void theNextVersionServesWhoAsksForIt() {
        client().get()
                .uri(PATH)
                .header("X-Canary", "always")
                .exchange()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("next");
        assertThat(servedBy(20)).doesNotContain("next");
    }

    @Test
    void theStableVersionTakesThePlaceOfANextOneThatIsGone() {
        for (int i = 0; i < 20; i++) {
            for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.POST}) {
                client().method(method)
                        .uri("/api/v1/recommendations/without-the-next-version")
                        .headers(GatewayTest::asNewUser)
                        .header("X-Canary", "always")
                        .exchange()
                        .expectStatus()
                        .isOk();
            }
        }
    }

    @Test
    void loginsGoToTheNextVersionByTheirAddressAndNotAllOfThem() {
        client().post()
                .uri("/api/v1/auth/login")
                .exchange()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("user");
    }

    private String servedBy(int calls) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            call(HttpMethod.GET)
                    .expectBody(String.class)
                    .consumeWith(answer -> names.append(answer.getResponseBody()));
        }
        return names.toString();
    }

    private WebTestClient.ResponseSpec call(HttpMethod method) {
        return client().method(method).uri(PATH).headers(GatewayTest::asNewUser).exchange();
    }
}
