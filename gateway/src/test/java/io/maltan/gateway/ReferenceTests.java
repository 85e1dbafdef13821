package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.netty.http.client.HttpClient;

class ReferenceTests extends GatewayTest {

    private static final String DOCUMENT = "/v3/api-docs";

    @AfterEach
    void everythingUp() {
        Services.PLACE.start();
    }

    @Test
    void mergesTheServicesDocumentsAndKeepsThoseOfServicesThatWentAway() {
        Services.PLACE.answerJson(DOCUMENT, document("/api/v1/places/{id}", "number"));
        Services.USER.answerJson(DOCUMENT, document("/api/v1/users/{id}", "string"));
        expectBoth();
        Services.PLACE.stop();
        expectBoth();
    }

    private void expectBoth() {
        client().get()
                .uri("/openapi.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.servers[0].url")
                .isEqualTo("/")
                .jsonPath("$.paths['/api/v1/users/{id}'].get")
                .exists()
                .jsonPath("$.paths['/api/v1/places/{id}'].get")
                .exists()
                .jsonPath("$.paths['/internal/secret']")
                .doesNotExist()
                .jsonPath("$.components.schemas.View.type")
                .isEqualTo("string")
                .jsonPath("$.components.schemas['place.View'].type")
                .isEqualTo("number")
                .jsonPath("$.components.securitySchemes.bearer.scheme")
                .isEqualTo("bearer")
                .jsonPath("$.components.securitySchemes.apiKey.name")
                .isEqualTo("X-API-Key")
                .jsonPath("$.security[*].apiKey")
                .exists();
    }

    private static String document(String path, String type) {
        return """
        {"openapi": "3.1.0",
         "paths": {
           "%s": {"get": {"operationId": "get", "responses": {"200": {"description": "OK",
             "content": {"application/json": {"schema": {"$ref": "#/components/schemas/View"}}}}}}},
           "/internal/secret": {"get": {}}},
         "components": {"schemas": {"View": {"type": "%s"}}}}
        """
                .formatted(path, type);
    }

    @ParameterizedTest
    @CsvSource({
        "/docs, text/html",
        "/docs/start.js, text/javascript",
        "/docs/swagger-ui-bundle.js, text/javascript",
        "/docs/swagger-ui.css, text/css",
        "/docs/favicon.png, image/png"
    })
    void servesThePageFromItsOwnFiles(String path, String type) {
        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Content-Type", value -> assertThat(value).startsWith(type))
                .expectHeader()
                .valueMatches("Content-Security-Policy", "default-src 'self';.*")
                .expectBody()
                .consumeWith(answer -> assertThat(answer.getResponseBody()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/docs", "/docs/swagger-ui-bundle.js"})
    void tellsNothingAnewAndPacksWhatItTells(String path) throws IOException {
        EntityExchangeResult<byte[]> plain = get(path, HttpHeaders.ACCEPT_ENCODING, "gzip;q=0");
        EntityExchangeResult<byte[]> packed = get(path, HttpHeaders.ACCEPT_ENCODING, "br, gzip");
        String tag = Objects.requireNonNull(plain.getResponseHeaders().getETag());

        assertThat(plain.getResponseHeaders().containsHeader(HttpHeaders.CONTENT_ENCODING))
                .isFalse();
        assertThat(packed.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))
                .isEqualTo("gzip");
        assertThat(packed.getResponseHeaders().getVary()).contains(HttpHeaders.ACCEPT_ENCODING);
        assertThat(packed.getResponseHeaders().getETag()).isEqualTo(tag);
        assertThat(unpacked(packed)).isEqualTo(plain.getResponseBody());
        assertThat(get(path, HttpHeaders.IF_NONE_MATCH, tag).getStatus())
                .isEqualTo(HttpStatus.NOT_MODIFIED);
    }

    /** As it comes, by a client that does not unpack. */
    private EntityExchangeResult<byte[]> get(String path, String header, String value) {
        return WebTestClient.bindToServer(new ReactorClientHttpConnector(HttpClient.create()))
                .baseUrl("http://localhost:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri(path)
                .header(header, value)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static byte[] unpacked(EntityExchangeResult<byte[]> answer) throws IOException {
        byte[] packed = Objects.requireNonNull(answer.getResponseBody());
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/swagger-ui.js", "/docs/index.html", "/docs/../application.yml"})
    void servesNothingElse(String path) {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[04] .*");
    }
}
