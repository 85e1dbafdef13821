package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class ResilienceTests extends GatewayTest {

    private static final String ANY = "/api/v1/recommendations/any";

    @AfterEach
    void recovered() {
        Services.RECOMMENDATION.start();
        awaitOk(ANY);
    }

    @Test
    void aDeadServiceFailsItsPartAloneAndIsBackSoonAfterItsReturn() {
        Services.RECOMMENDATION.stop();
        for (int i = 0; i < 30; i++) {
            client().get()
                    .uri(ANY)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("unavailable");
        }
        status("/api/v1/places/other").isOk();
        Services.RECOMMENDATION.start();
        awaitOk(ANY);
    }

    @Test
    void anOpenBreakerLeavesTheServiceAlone() {
        AtomicInteger calls = new AtomicInteger();
        Services.RECOMMENDATION.answer(
                "/api/v1/recommendations/breaking",
                (request, response) -> {
                    calls.incrementAndGet();
                    request.withConnection(connection -> connection.dispose());
                    return Mono.never();
                });
        for (int i = 0; i < 40; i++) {
            status("/api/v1/recommendations/breaking").isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        }
        assertThat(calls).hasValueLessThan(30);
    }

    @Test
    void aSlowAnswerIsATimeout() {
        Services.RECOMMENDATION.answer(
                "/api/v1/recommendations/slow", (request, response) -> Mono.never());
        client().get()
                .uri("/api/v1/recommendations/slow")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.GATEWAY_TIMEOUT)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("timeout");
    }

    @Test
    void anAnswerThatIsNoHttpIsNone() {
        Services.RECOMMENDATION.answer(
                "/api/v1/recommendations/babbling",
                (request, response) -> {
                    request.withConnection(ResilienceTests::babble);
                    return Mono.never();
                });
        client().get()
                .uri("/api/v1/recommendations/babbling")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unavailable");
    }

    private static void babble(Connection connection) {
        ByteBuf nonsense = Unpooled.copiedBuffer("NONSENSE\r\n\r\n", StandardCharsets.US_ASCII);
        var _ = connection.channel().pipeline().firstContext().writeAndFlush(nonsense);
    }

    @Test
    void whatIsAnsweredNeverOpensTheBreaker() {
        for (HttpStatus status :
                new HttpStatus[] {HttpStatus.BAD_REQUEST, HttpStatus.INTERNAL_SERVER_ERROR}) {
            String path = "/api/v1/recommendations/status/" + status.value();
            Services.RECOMMENDATION.answer(
                    path, (request, response) -> response.status(status.value()).send());
            for (int i = 0; i < 25; i++) {
                status(path).isEqualTo(status);
            }
        }
        status(ANY).isOk();
    }

    @Test
    void sendersThatGoOrAreRefusedNeverOpenTheBreaker() {
        for (int i = 0; i < 25; i++) {
            String answer = raw(requestWithBodyOf(2_000_000));
            assertThat(answer).startsWith("HTTP/1.1 413");
            RawConnection.leave(port, requestWithBodyOf(1_000));
        }
        status(ANY).isOk();
    }

    @Test
    void aGetThatBrokeIsRepeatedOnceAndAWriteIsNot() {
        AtomicInteger calls = new AtomicInteger();
        Services.RECOMMENDATION.answer(
                "/api/v1/recommendations/shaky",
                (request, response) -> {
                    if (calls.incrementAndGet() % 2 == 1) {
                        request.withConnection(connection -> connection.dispose());
                        return Mono.never();
                    }
                    return response.sendString(Mono.just("fine"));
                });
        status("/api/v1/recommendations/shaky").isOk();
        assertThat(calls).hasValue(2);

        client().post()
                .uri("/api/v1/recommendations/shaky")
                .headers(GatewayTest::asNewUser)
                .bodyValue("once")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(calls).hasValue(3);
    }

    private static String requestWithBodyOf(int size) {
        return """
        POST %s HTTP/1.1
        Host: localhost
        Connection: close
        Authorization: Bearer %s
        Content-Length: %d

        begun\
        """
                .formatted(ANY, TestTokens.user(UUID.randomUUID()), size)
                .replace("\n", "\r\n");
    }

    private StatusAssertions status(String path) {
        return client().get().uri(path).exchange().expectStatus();
    }

    private void awaitOk(String path) {
        WebClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .retrieve()
                .toBodilessEntity()
                .retryWhen(Retry.fixedDelay(50, Duration.ofMillis(100)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }
}
