package io.maltan.user.apikey;

import static io.maltan.user.Town.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class ApiKeyIntegrationTests {

    private static final String PATH = "/api/v1/users/me/api-keys";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;

    private Town town;
    private Person minji;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        minji = town.aNewcomer();
    }

    @Test
    void showsAKeyOnceAndKeepsOnlyItsHash() {
        JsonNode made = town.newKey(minji, "read");
        String key = made.get("key").asString();

        JsonNode listed = bodyOf(town.get(PATH, minji.accessToken()).expectStatus().isOk());
        JsonNode one =
                bodyOf(
                        town.get(PATH + "/" + made.get("id").asString(), minji.accessToken())
                                .expectStatus()
                                .isOk());

        assertThat(key).matches("mk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(key).startsWith(made.get("prefix").asString() + "_");
        assertThat(listed.toString()).doesNotContain(key);
        assertThat(listed.get("items").findValuesAsString("prefix"))
                .containsExactly(made.get("prefix").asString());
        assertThat(one.get("name").asString()).isEqualTo("A program");
        assertThat(one.has("lastUsedAt")).isFalse();
        assertThat(rowsWith(key)).isZero();
    }

    private long rowsWith(String key) {
        Long rows =
                database.sql(
                                """
                                select (select count(*) from api_key k where k::text like :text)
                                    + (select count(*) from idempotency_key k where k::text like :text)
                                    as found
                                """)
                        .bind("text", "%" + key.substring(12) + "%")
                        .map(row -> io.maltan.user.sql.Columns.required(row, "found", Long.class))
                        .one()
                        .block(LIMIT);
        return java.util.Objects.requireNonNull(rows);
    }

    @Test
    void isExchangedForAShortTokenOfItsScopes() {
        JsonNode made = town.newKey(minji, "write", "read", "read");

        JsonNode exchanged =
                bodyOf(
                        town.exchange(made.get("key").asString())
                                .expectStatus()
                                .isOk()
                                .expectHeader()
                                .valueEquals("Cache-Control", "no-store"));
        String token = exchanged.get("accessToken").asString();
        JsonNode claims = Town.claimsOf(token);

        assertThat(exchanged.get("expiresIn").asInt()).isEqualTo(300);
        assertThat(claims.get("sub").asString()).isEqualTo(minji.id());
        assertThat(claims.get("sid").asString()).isEqualTo(made.get("id").asString());
        assertThat(claims.get("scope").asString()).isEqualTo("read write");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
        town.get("/api/v1/users/me", token).expectStatus().isOk();
        JsonNode listed = bodyOf(town.get(PATH, minji.accessToken()));
        assertThat(listed.get("items").get(0).has("lastUsedAt")).isTrue();
    }

    @Test
    void carriesTheRolesThatItsScopesNameAndNoHigherOnes() {
        Person administrator = town.theAdministrator();

        assertThat(rolesOf(town.newKey(administrator, "read", "write"))).containsExactly("user");
        assertThat(rolesOf(town.newKey(administrator, "write", "moderator")))
                .containsExactly("user", "moderator");
        assertThat(rolesOf(town.newKey(administrator, "write", "admin")))
                .containsExactly("user", "admin");
    }

    private List<String> rolesOf(JsonNode key) {
        JsonNode roles = Town.claimsOf(town.tokenOfKey(key)).get("roles");
        return roles.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void nobodyGivesAKeyARoleThatTheyDoNotHave() {
        for (String scope : new String[] {"moderator", "admin"}) {
            create(Map.of("name", "Too much", "scopes", List.of("read", scope)))
                    .expectStatus()
                    .isForbidden();
        }
    }

    @Test
    void theTokenEndsWithItsKey() {
        JsonNode made =
                bodyOf(
                        create(
                                        Map.of(
                                                "name",
                                                "For a minute",
                                                "scopes",
                                                List.of("read"),
                                                "expiresAt",
                                                Instant.now().plusSeconds(60).toString()))
                                .expectStatus()
                                .isCreated());
        String key = made.get("key").asString();

        JsonNode exchanged = bodyOf(town.exchange(key).expectStatus().isOk());
        assertThat(exchanged.get("expiresIn").asInt()).isLessThanOrEqualTo(60);
        database.sql("update api_key set expires_at = now() - interval '1 second' where id = :id")
                .bind("id", UUID.fromString(made.get("id").asString()))
                .then()
                .block(LIMIT);

        invalid(key);
    }

    @Test
    void aRevokedKeyIsOverAtOnce() {
        JsonNode made = town.newKey(minji, "read");
        String key = made.get("key").asString();
        String id = made.get("id").asString();
        town.exchange(key).expectStatus().isOk();

        town.deleteAs(minji, PATH + "/" + id).expectStatus().isNoContent();

        invalid(key);
        assertThat(town.revokedSessions()).contains(id);
        town.deleteAs(minji, PATH + "/" + id)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("api_key_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mk_", "mk_00000000_secret", "nonsense", "mk_\u0000", "mk_%\ud800"})
    void refusesWhatIsNoKey(String key) {
        invalid(key);
    }

    @Test
    void refusesHugeKeys() {
        invalid("mk_" + "a".repeat(50_000));
    }

    private void invalid(String key) {
        town.exchange(key)
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_api_key");
    }

    @Test
    void isExchangedForTheGatewayAlone() {
        client.post()
                .uri("/internal/api-keys/exchange")
                .bodyValue(Map.of("key", "mk_00000000_secret"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void othersKeysAreNoOnesBusiness() {
        Person stranger = town.aNewcomer();
        String path = PATH + "/" + town.newKey(minji, "read").get("id").asString();

        town.get(path, stranger.accessToken()).expectStatus().isNotFound();
        town.deleteAs(stranger, path).expectStatus().isNotFound();
        assertThat(bodyOf(town.get(PATH, stranger.accessToken())).get("items")).isEmpty();
        town.get(path, minji.accessToken()).expectStatus().isOk();
        client.get().uri(PATH).exchange().expectStatus().isUnauthorized();
        town.get(PATH, town.guestTokens().get("accessToken").asString())
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aKeyMakesNoKeys() {
        String token = town.tokenOfKey(town.newKey(minji, "read", "write"));

        client.post()
                .uri(PATH)
                .headers(headers -> headers.setBearerAuth(token))
                .bodyValue(Map.of("name", "Another", "scopes", List.of("read")))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("session_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"scopes\":[]}",
                "{\"name\":\"a\",\"scopes\":[null]}",
                "{\"name\":\"a\",\"scopes\":[\"root\"]}",
                "{\"name\":\"a\",\"scopes\":[\"READ\"]}",
                "{\"name\":\"a\",\"scopes\":\"read\"}",
                "{\"name\":\"  \",\"scopes\":[\"read\"]}",
                "{\"name\":\"a\\u0000\",\"scopes\":[\"read\"]}",
                "{\"name\":\"\\ud800\",\"scopes\":[\"read\"]}",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":\"+100000-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":\"soon\"}",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":1e300}",
                "[]",
                "null"
            })
    void refusesRequestsThatAreNone(String body) {
        client.post()
                .uri(PATH)
                .headers(headers -> headers.setBearerAuth(minji.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void ofThirtyAtOnceTwentyAreMadeAndPaged() {
        List<Integer> statuses =
                IntStream.range(0, 30)
                        .parallel()
                        .mapToObj(i ->
                                create(Map.of("name", "Key " + i, "scopes", List.of("read")))
                                        .returnResult(Void.class)
                                        .getStatus()
                                        .value())
                        .toList();
        JsonNode first = bodyOf(town.get(PATH + "?limit=15", minji.accessToken()));
        JsonNode second =
                bodyOf(
                        town.get(
                                PATH + "?limit=15&cursor=" + first.get("nextCursor").asString(),
                                minji.accessToken()));

        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(20);
        assertThat(statuses).isSubsetOf(201, 409);
        assertThat(first.get("items")).hasSize(15);
        assertThat(second.get("items")).hasSize(5);
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void areNoPartOfWhatOtherFieldsSay() {
        JsonNode made =
                bodyOf(
                        create(
                                        Map.of(
                                                "name",
                                                "Mine",
                                                "scopes",
                                                Arrays.asList("read"),
                                                "accountId",
                                                UUID.randomUUID().toString(),
                                                "key",
                                                "mk_00000000_chosen"))
                                .expectStatus()
                                .isCreated());

        assertThat(made.get("key").asString()).doesNotContain("chosen");
        assertThat(Town.claimsOf(town.tokenOfKey(made)).get("sub").asString())
                .isEqualTo(minji.id());
    }

    private WebTestClient.ResponseSpec create(Map<String, ?> body) {
        return town.postAs(minji, PATH, body);
    }
}
