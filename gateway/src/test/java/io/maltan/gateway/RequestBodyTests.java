package io.maltan.gateway;

import io.maltan.gateway.StubService.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;

class RequestBodyTests extends GatewayTest {

    private static final int MIB = 1 << 20;
    private static final byte[] PIECE = new byte[1 << 14];
    private static final String POSTS = "/api/v1/community/posts";
    private static final String PHOTOS =
            "/api/v1/places/0197a1b2-0000-7000-8000-000000000000/photos";
    private static final String IMPORTS = "/api/v1/places/imports";

    @BeforeEach
    void countingServices() {
        Answer count =
                (request, response) ->
                        response.sendString(
                                request.receive()
                                        .asByteArray()
                                        .map(piece -> (long) piece.length)
                                        .reduce(0L, Long::sum)
                                        .map(String::valueOf));
        Services.COMMUNITY.answer(POSTS, count);
        Services.PLACE.answer(PHOTOS, count);
        Services.PLACE.answer(IMPORTS, count);
    }

    @Test
    void passesABodyOfOneMebibyte() {
        expectPassed(chunked(POSTS, MIB), MIB);
    }

    @Test
    void refusesALargerChunkedBody() {
        expectTooLarge(chunked(POSTS, MIB + 1));
    }

    @Test
    void refusesALargerAnnouncedBody() {
        byte[] body = new byte[MIB + 1];
        Arrays.fill(body, "x".getBytes(StandardCharsets.UTF_8)[0]);
        expectTooLarge(
                client().post()
                        .uri(POSTS)
                        .headers(GatewayTest::asNewUser)
                        .bodyValue(body)
                        .exchange());
    }

    @Test
    void photosMayBeLargerAndImportsOfAnySize() {
        expectPassed(chunked(PHOTOS, 10 * MIB), 10 * MIB);
        expectTooLarge(chunked(PHOTOS, 10 * MIB + 1));
        expectPassed(chunked(IMPORTS + "?format=csv", 40 * MIB), 40 * MIB);
    }

    @Test
    void aSenderThatPausesIsTooSlow() {
        client().post()
                .uri(POSTS)
                .headers(GatewayTest::asNewUser)
                .body(BodyInserters.fromDataBuffers(pieces(10).concatWith(Flux.never())))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    }

    private WebTestClient.ResponseSpec chunked(String path, int size) {
        return client().post()
                .uri(path)
                .headers(GatewayTest::asNewUser)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(BodyInserters.fromDataBuffers(pieces(size)))
                .exchange();
    }

    private static Flux<DataBuffer> pieces(int size) {
        int whole = size / PIECE.length;
        return Flux.range(0, whole)
                .map(i -> PIECE)
                .concatWith(Flux.just(Arrays.copyOf(PIECE, size % PIECE.length)))
                .filter(piece -> piece.length > 0)
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    private static void expectPassed(WebTestClient.ResponseSpec answer, int size) {
        answer.expectStatus().isOk().expectBody(String.class).isEqualTo(String.valueOf(size));
    }

    private static void expectTooLarge(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("body_too_large");
    }
}
