package io.maltan.user;

import static java.util.Objects.requireNonNull;

import io.maltan.platform.id.Ids;
import java.util.HashMap;
import java.util.Map;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** People of the tests: they register, log in and call the service as clients do. */
public final class Town {

    public static final String PASSWORD = "han-river-picnic";
    public static final String ADMIN_EMAIL = "admin@maltan.test";
    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private final WebTestClient client;

    public Town(WebTestClient client) {
        this.client = client;
    }

    /** An address that nobody has. */
    public static String anAddress() {
        return "minji." + Ids.next() + "@maltan.test";
    }

    /** A person who has registered and logged in. */
    public Person aNewcomer() {
        String email = anAddress();
        JsonNode account = bodyOf(register(email).expectStatus().isCreated());
        return person(account.get("id").asString(), email, PASSWORD);
    }

    /** The first administrator, logged in. */
    public Person theAdministrator() {
        JsonNode tokens = tokensOf(ADMIN_EMAIL, ADMIN_PASSWORD);
        String access = tokens.get("accessToken").asString();
        JsonNode account = bodyOf(get("/api/v1/users/me", access).expectStatus().isOk());
        return new Person(account.get("id").asString(), ADMIN_EMAIL, tokens);
    }

    public Person person(String id, String email, String password) {
        return new Person(id, email, tokensOf(email, password));
    }

    public ResponseSpec register(String email) {
        return post(
                "/api/v1/users",
                Map.of("email", email, "password", PASSWORD, "displayName", "Minji"));
    }

    public ResponseSpec logIn(String email, String password) {
        return post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }

    public JsonNode tokensOf(String email, String password) {
        return bodyOf(logIn(email, password).expectStatus().isOk());
    }

    public JsonNode guestTokens() {
        return bodyOf(client.post().uri("/api/v1/auth/guest").exchange().expectStatus().isOk());
    }

    public ResponseSpec refresh(String refreshToken) {
        return post("/api/v1/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    public ResponseSpec post(String path, Map<String, ?> body) {
        return client.post().uri(path).bodyValue(new HashMap<>(body)).exchange();
    }

    public ResponseSpec get(String path, String accessToken) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(accessToken))
                .exchange();
    }

    public static JsonNode bodyOf(ResponseSpec answer) {
        return requireNonNull(answer.expectBody(JsonNode.class).returnResult().getResponseBody());
    }

    /** Somebody with tokens. */
    public record Person(String id, String email, JsonNode tokens) {

        public String accessToken() {
            return tokens.get("accessToken").asString();
        }

        public String refreshToken() {
            return tokens.get("refreshToken").asString();
        }
    }
}
