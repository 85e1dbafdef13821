package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class CacheTests extends GatewayTest {

    private final String path = "/api/v1/places/kept/" + UUID.randomUUID();
    private final AtomicInteger calls = new AtomicInteger();

    private void serve(String control) {
        Services.PLACE.answer(
                path,
                (request, response) ->
                        response.header("Cache-Control", control)
                                .header("Content-Type", "application/json")
                                .sendString(
                                        Mono.just("{\"call\":" + calls.incrementAndGet() + "}")));
    }

    @Test
    void tellsAgainWhatIsForEverybody() {
        serve("public, max-age=60");
        get().expectBody().json("{\"call\":1}");
        String tag =
                get().expectHeader()
                        .exists(HttpHeaders.AGE)
                        .expectHeader()
                        .exists("RateLimit")
                        .expectBody()
                        .json("{\"call\":1}")
                        .returnResult()
                        .getResponseHeaders()
                        .getETag();
        client().get()
                .uri(path)
                .header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(tag))
                .exchange()
                .expectStatus()
                .isNotModified();
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"private, max-age=60", "no-store", "public, no-cache, max-age=60", "public"})
    void asksAgainForTheRest(String control) {
        serve(control);
        get().expectBody().json("{\"call\":1}");
        get().expectBody().json("{\"call\":2}");
    }

    @Test
    void tellsSignedInCallersNothingOfOthersAndKeepsNothingOfTheirs() {
        serve("public, max-age=60");
        for (int call : List.of(1, 2)) {
            client().get()
                    .uri(path)
                    .headers(GatewayTest::asNewUser)
                    .exchange()
                    .expectBody()
                    .json("{\"call\":" + call + "}");
        }
        get().expectBody().json("{\"call\":3}");
    }

    @Test
    void tellsLanguagesApart() {
        serve("public, max-age=60");
        get().expectBody().json("{\"call\":1}");
        client().get()
                .uri(path)
                .header(HttpHeaders.ACCEPT_LANGUAGE, "ko")
                .exchange()
                .expectBody()
                .json("{\"call\":2}");
    }

    @Test
    void tellsAllThatTheServiceSaidOfTheAnswer() {
        Services.PLACE.answer(
                path,
                (request, response) ->
                        response.header("Cache-Control", "public, max-age=60")
                                .header("Vary", "Accept-Language")
                                .header("Accept-Ranges", "bytes")
                                .header("Content-Disposition", "inline")
                                .sendString(Mono.just("kept")));
        for (boolean kept : List.of(false, true)) {
            HttpHeaders headers = get().returnResult(byte[].class).getResponseHeaders();
            assertThat(headers.containsHeader(HttpHeaders.AGE)).isEqualTo(kept);
            assertThat(headers.getVary()).contains("Accept-Language");
            assertThat(headers.getFirst("Accept-Ranges")).isEqualTo("bytes");
            assertThat(headers.getFirst("Content-Disposition")).isEqualTo("inline");
        }
    }

    private WebTestClient.ResponseSpec get() {
        return client().get().uri(path).exchange().expectStatus().isOk();
    }
}
