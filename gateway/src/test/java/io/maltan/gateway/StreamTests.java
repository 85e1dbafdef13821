package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class StreamTests extends GatewayTest {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void passesEventByEvent() {
        Played played = play("/api/v1/places/stream");

        StepVerifier.create(open("/api/v1/places/stream", newUser()))
                .then(() -> played.say("one"))
                .assertNext(event -> assertThat(event.data()).isEqualTo("one"))
                .then(() -> played.say("two"))
                .assertNext(event -> assertThat(event.data()).isEqualTo("two"))
                .then(() -> played.events.tryEmitComplete())
                .expectComplete()
                .verify(LIMIT);
        assertThat(
                        Services.PLACE
                                .last("/api/v1/places/stream")
                                .headers()
                                .contains("Accept-Encoding"))
                .isFalse();
    }

    @Test
    void passesLineByLine() {
        Sinks.Many<byte[]> lines = Sinks.many().replay().all();
        Services.COMMUNITY.answer(
                "/api/v1/community/lines",
                (request, response) ->
                        response.header("Content-Type", "application/x-ndjson")
                                .send(lines.asFlux().map(Unpooled::wrappedBuffer), buffer -> true)
                                .then(Mono.empty()));
        Flux<String> received =
                streaming()
                        .get()
                        .uri("/api/v1/community/lines")
                        .header("Accept-Encoding", "gzip")
                        .retrieve()
                        .bodyToFlux(String.class);

        StepVerifier.create(received)
                .then(() -> lines.tryEmitNext("{\"line\":1}\n".getBytes(StandardCharsets.UTF_8)))
                .expectNext("{\"line\":1}")
                .then(() -> lines.tryEmitNext("{\"line\":2}\n".getBytes(StandardCharsets.UTF_8)))
                .expectNext("{\"line\":2}")
                .then(lines::tryEmitComplete)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void endsWhenTheServiceBreaksOff() {
        Sinks.Many<byte[]> events = Sinks.many().replay().all();
        Services.COMMUNITY.answer(
                "/api/v1/community/broken/stream",
                (request, response) ->
                        response.sse()
                                .send(events.asFlux().map(Unpooled::wrappedBuffer), buffer -> true)
                                .then(Mono.empty()));

        StepVerifier.create(open("/api/v1/community/broken/stream", newUser()))
                .then(() -> events.tryEmitNext(event("one")))
                .expectNextCount(1)
                .then(() -> events.tryEmitNext(event("two")))
                .then(() -> events.tryEmitError(new IllegalStateException("gone")))
                .thenConsumeWhile(event -> true)
                .expectError()
                .verify(LIMIT);
    }

    @Test
    void outlastsTheTimeLimitOfOrdinaryAnswers() {
        Played played = play("/api/v1/places/long/stream");

        StepVerifier.create(open("/api/v1/places/long/stream", newUser()))
                .then(() -> played.say("early"))
                .expectNextCount(1)
                .expectNoEvent(Duration.ofSeconds(2))
                .then(() -> played.say("late"))
                .expectNextCount(1)
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void leavesTheServiceWhenTheClientLeaves() {
        Played played = play("/api/v1/community/posts/stream");

        StepVerifier.create(open("/api/v1/community/posts/stream", newUser()))
                .then(() -> played.say("one"))
                .expectNextCount(1)
                .thenCancel()
                .verify(LIMIT);

        played.left.asMono().as(StepVerifier::create).expectComplete().verify(SOON);
    }

    @Test
    void passesTheLastEventId() {
        Played played = play("/api/v1/places/resumed/stream");
        Flux<ServerSentEvent<String>> events =
                streaming()
                        .get()
                        .uri("/api/v1/places/resumed/stream")
                        .header("Last-Event-ID", "17-0")
                        .retrieve()
                        .bodyToFlux(EVENTS);

        StepVerifier.create(events)
                .then(() -> played.say("one"))
                .expectNextCount(1)
                .thenCancel()
                .verify(LIMIT);
        assertThat(
                        Services.PLACE
                                .last("/api/v1/places/resumed/stream")
                                .headers()
                                .get("Last-Event-ID"))
                .isEqualTo("17-0");
    }

    @Test
    void limitsTheStreamsOfACaller() {
        Played played = play("/api/v1/recommendations/stream");
        String token = newUser();

        StepVerifier.create(open("/api/v1/recommendations/stream", token))
                .then(() -> played.say("one"))
                .expectNextCount(1)
                .then(() -> expectSecondAndNoThird(token))
                .thenCancel()
                .verify(LIMIT);
    }

    private void expectSecondAndNoThird(String token) {
        StepVerifier.create(open("/api/v1/recommendations/stream", token))
                .expectNextCount(1)
                .then(() -> expectRefused(token))
                .thenCancel()
                .verify(LIMIT);
    }

    private void expectRefused(String token) {
        client().get()
                .uri("/api/v1/recommendations/stream")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"stream\";q=2;qu=\"concurrent-requests\"")
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("rate_limited");
    }

    @Test
    void endsTheStreamsOfARevokedSessionAndRefusesItsToken() {
        Played played = play("/api/v1/community/notifications/stream");
        UUID session = UUID.randomUUID();
        String token =
                TestTokens.custom(
                        UUID.randomUUID(), claims -> claims.claim("sid", session.toString()));

        StepVerifier.create(open("/api/v1/community/notifications/stream", token))
                .then(() -> played.say("one"))
                .expectNextCount(1)
                .then(() -> Services.USER.answerRevoked(0, session))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("end");
                    assertThat(event.data()).isEqualTo("{\"reason\":\"revoked\"}");
                })
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        played.left.asMono().as(StepVerifier::create).expectComplete().verify(SOON);
        StepVerifier.create(open("/api/v1/community/notifications/stream", token))
                .expectErrorSatisfies(StreamTests::isInvalidToken)
                .verify(LIMIT);
    }

    @Test
    void endsAStreamWhoseTokenIsAsOldAsThoseOfUnlistedRevokedSessionsLikeAnExpiredOne() {
        Played played = play("/api/v1/community/posts/stream");
        Instant ends = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        String token = TestTokens.expiringAt(UUID.randomUUID(), ends);

        StepVerifier.create(open("/api/v1/community/posts/stream", token))
                .then(() -> played.say("one"))
                .expectNextCount(1)
                .then(() -> Services.USER.answerRevoked(ends.getEpochSecond()))
                .assertNext(event ->
                        assertThat(event.data()).isEqualTo("{\"reason\":\"token_expired\"}"))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        Services.USER.answerRevoked(0);
    }

    private static void isInvalidToken(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        WebClientResponseException.class,
                        refused ->
                                assertThat(refused.getResponseBodyAsString())
                                        .contains("invalid_token"));
    }

    private Flux<ServerSentEvent<String>> open(String path, String token) {
        return streaming()
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .bodyToFlux(EVENTS);
    }

    private static String newUser() {
        return TestTokens.user(UUID.randomUUID());
    }

    private static Played play(String path) {
        Played played = new Played(Sinks.many().replay().all(), Sinks.empty());
        StubService service =
                path.contains("community")
                        ? Services.COMMUNITY
                        : path.contains("recommendations")
                                ? Services.RECOMMENDATION
                                : Services.PLACE;
        service.answer(
                path,
                (request, response) ->
                        response.sse()
                                .send(
                                        played.events
                                                .asFlux()
                                                .map(Unpooled::wrappedBuffer)
                                                .doOnCancel(() -> played.left.tryEmitEmpty()),
                                        buffer -> true)
                                .then(Mono.empty()));
        return played;
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A stream of a service: what it says, and whether who listened has left. */
    private record Played(Sinks.Many<byte[]> events, Sinks.Empty<Void> left) {

        void say(String data) {
            events.tryEmitNext(event(data));
        }
    }
}
