package io.maltan.place;

import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The place service as its clients call it. */
public final class PlaceApi {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebTestClient client;
    private final String admin = TestTokens.admin(UUID.randomUUID());

    public PlaceApi(WebTestClient client) {
        this.client = client;
    }

    public WebTestClient.ResponseSpec get(String uri, Object... variables) {
        return client.get().uri("/api/v1/places" + uri, variables).exchange();
    }

    public JsonNode json(String uri, Object... variables) {
        return body(get(uri, variables).expectStatus().isOk());
    }

    public WebTestClient.ResponseSpec send(
            HttpMethod method, String token, String json, String uri, Object... variables) {
        return client.method(method)
                .uri("/api/v1/places" + uri, variables)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    public WebTestClient.ResponseSpec upload(String query, byte[] file) {
        return client.post()
                .uri("/api/v1/places/imports?" + query)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(file)
                .exchange();
    }

    /** Imports a file and waits for its end. */
    public JsonNode imported(String query, byte[] file) {
        JsonNode accepted = body(upload(query, file).expectStatus().isAccepted());
        String id = accepted.path("importId").asString();
        progress(id).blockLast(LIMIT);
        return report(id);
    }

    private Flux<String> progress(String id) {
        return client.get()
                .uri("/api/v1/places/imports/" + id + "/stream")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
    }

    public JsonNode report(String id) {
        return body(
                client.get()
                        .uri("/api/v1/places/imports/" + id)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin)
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    public static JsonNode body(WebTestClient.ResponseSpec response) {
        byte[] bytes = response.expectBody().returnResult().getResponseBody();
        return JSON.readTree(Objects.requireNonNull(bytes));
    }
}
