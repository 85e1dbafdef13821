package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(strings = {"/docs/swagger-ui.js", "/docs/index.html", "/docs/../application.yml"})
    void servesNothingElse(String path) {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[04] .*");
    }
}
