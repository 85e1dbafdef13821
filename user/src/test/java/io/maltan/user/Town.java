package io.maltan.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.id.Ids;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People of the tests: they register, log in and call the service as clients do. */
public final class Town {

    public static final String PASSWORD = "han-river-picnic";
    public static final String ADMIN_EMAIL = "admin@maltan.test";
    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private static final String INTERNAL_SECRET = "test-internal-secret";

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

    /** A new API key of a person; its answer has the key. */
    public JsonNode newKey(Person person, String... scopes) {
        return bodyOf(
                postAs(
                                person,
                                "/api/v1/users/me/api-keys",
                                Map.of("name", "A program", "scopes", scopes))
                        .expectStatus()
                        .isCreated());
    }

    public ResponseSpec postAs(Person person, String path, Map<String, ?> body) {
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(person.accessToken()))
                .bodyValue(new HashMap<>(body))
                .exchange();
    }

    public ResponseSpec deleteAs(Person person, String path) {
        return client.delete()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(person.accessToken()))
                .exchange();
    }

    /** What the gateway does with the key of a request. */
    public ResponseSpec exchange(String key) {
        return client.post()
                .uri("/internal/api-keys/exchange")
                .header("X-Maltan-Internal", INTERNAL_SECRET)
                .bodyValue(Map.of("key", key))
                .exchange();
    }

    public String tokenOfKey(JsonNode key) {
        return bodyOf(exchange(key.get("key").asString()).expectStatus().isOk())
                .get("accessToken")
                .asString();
    }

    /** What the gateway hears of sessions and keys that are over. */
    public List<String> revokedSessions() {
        ByteBuffer told = ByteBuffer.wrap(toldOfRevoked(100_000));
        assertThat(told.getLong()).as("nothing is left out").isZero();
        return Stream.generate(() -> new UUID(told.getLong(), told.getLong()))
                .limit(told.remaining() / 16)
                .map(UUID::toString)
                .toList();
    }

    /** The same in bytes, where there is room for so many. */
    public byte[] toldOfRevoked(int most) {
        return requireNonNull(
                client.get()
                        .uri("/internal/revoked-sessions?most=" + most)
                        .header("X-Maltan-Internal", INTERNAL_SECRET)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBody());
    }

    public static JsonNode claimsOf(String accessToken) {
        byte[] payload = Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]);
        return new JsonMapper().readTree(payload);
    }

    public static JsonNode bodyOf(ResponseSpec answer) {
        return requireNonNull(answer.expectBody(JsonNode.class).returnResult().getResponseBody());
    }

    /** Somebody with tokens. */
    public record Person(String id, String email, JsonNode tokens) {

        public String accessToken() {
            return tokens.get("accessToken").asString();
        }

        public String session() {
            return claimsOf(accessToken()).get("sid").asString();
        }

        public String refreshToken() {
            return tokens.get("refreshToken").asString();
        }
    }
}
