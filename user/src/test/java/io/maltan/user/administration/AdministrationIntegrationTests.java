package io.maltan.user.administration;

import static io.maltan.user.Town.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class AdministrationIntegrationTests {

    @Autowired WebTestClient client;

    private Town town;
    private Person administrator;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        administrator = town.theAdministrator();
    }

    @Test
    void isForAdministratorsAlone() {
        Person minji = town.aNewcomer();
        String guest = town.guestTokens().get("accessToken").asString();

        client.get().uri("/api/v1/admin/users").exchange().expectStatus().isUnauthorized();
        town.get("/api/v1/admin/users", guest).expectStatus().isForbidden();
        town.get("/api/v1/admin/users", minji.accessToken()).expectStatus().isForbidden();
        change(minji, minji.id(), Map.of("roles", new String[] {"admin"}))
                .expectStatus()
                .isForbidden();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/admin/users",
        "GET,    /api/v1/%61dmin/users",
        "PATCH,  /api/v1/admin/users/{administrator}",
        "GET,    /api/v1/admin/signing-keys",
        "POST,   /api/v1/admin/signing-keys/rotate",
        "DELETE, /api/v1/admin/signing-keys/none",
    })
    void isNotForTheirApiKeys(HttpMethod method, String path) {
        String token = town.tokenOfKey(town.newKey(administrator, "read", "write"));
        String target = path.replace("{administrator}", administrator.id());

        client.method(method)
                .uri(base -> URI.create(base.build() + target))
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("session_required");
    }

    @Test
    void findsPeopleByAddressOrNameAndPages() {
        Person minji = town.aNewcomer();
        Person other = town.aNewcomer();

        JsonNode one = search(minji.email(), 20);
        JsonNode page = search("", 1);
        JsonNode wildcard = search("%", 20);

        assertThat(other.id()).isNotEqualTo(minji.id());
        assertThat(one.get("items")).hasSize(1);
        assertThat(one.get("items").get(0).get("id").asString()).isEqualTo(minji.id());
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.has("nextCursor")).isTrue();
        assertThat(wildcard.get("items")).isEmpty();
        assertThat(search("\u0000", 20).get("items")).isNotEmpty();
    }

    @Test
    void givesRolesThatCountFromTheNextRefresh() {
        Person minji = town.aNewcomer();

        JsonNode changed =
                bodyOf(
                        change(administrator, minji.id(), Map.of("roles", new String[] {"admin"}))
                                .expectStatus()
                                .isOk());
        assertThat(changed.get("roles").toString()).isEqualTo("[\"user\",\"admin\"]");
        JsonNode refreshed = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        town.get("/api/v1/admin/users", refreshed.get("accessToken").asString())
                .expectStatus()
                .isOk();

        change(administrator, minji.id(), Map.of("roles", new String[] {"user"}))
                .expectStatus()
                .isOk();
    }

    @Test
    void otherRolesLetOldTokensCountNoMore() {
        Person minji = town.aNewcomer();
        change(administrator, minji.id(), Map.of("roles", new String[] {"moderator"}))
                .expectStatus()
                .isOk();
        assertThat(town.revokedSessions()).contains(minji.session());

        JsonNode refreshed = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        Person moderator = new Person(minji.id(), minji.email(), refreshed);
        String keyToken = town.tokenOfKey(town.newKey(moderator, "read", "moderator"));
        assertThat(Town.claimsOf(keyToken).get("roles").toString()).contains("moderator");
        change(administrator, minji.id(), Map.of("roles", new String[] {"user"}))
                .expectStatus()
                .isOk();

        assertThat(town.revokedSessions())
                .contains(moderator.session(), Town.claimsOf(keyToken).get("sid").asString());
        JsonNode again = bodyOf(town.refresh(moderator.refreshToken()).expectStatus().isOk());
        JsonNode claims = Town.claimsOf(again.get("accessToken").asString());
        assertThat(claims.get("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(town.revokedSessions()).doesNotContain(claims.get("sid").asString());
        JsonNode sessions =
                bodyOf(town.get("/api/v1/auth/sessions", again.get("accessToken").asString()));
        assertThat(sessions.get("items").get(0).get("current").asBoolean()).isTrue();
    }

    @Test
    void whatIsNoOtherRoleLeavesTokensAlone() {
        Person minji = town.aNewcomer();

        change(administrator, minji.id(), Map.of("roles", new String[] {"user"}))
                .expectStatus()
                .isOk();

        assertThat(town.revokedSessions()).doesNotContain(minji.session());
    }

    @Test
    void showsOneWithWhatAChangeMustMatch() {
        Person minji = town.aNewcomer();

        town.get("/api/v1/admin/users/" + minji.id(), administrator.accessToken())
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        town.get("/api/v1/admin/users/" + minji.id(), minji.accessToken())
                .expectStatus()
                .isForbidden();
    }

    @Test
    void refusesRolesThatThereAreNot() {
        Person minji = town.aNewcomer();

        for (String role : new String[] {"guest", "root", "ADMIN"}) {
            change(administrator, minji.id(), Map.of("roles", new String[] {role}))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("roles");
        }
    }

    @Test
    void disablingEndsEverySessionAndClosesTheDoor() {
        Person minji = town.aNewcomer();
        String key = town.newKey(minji, "read").get("key").asString();
        String keyToken = bodyOf(town.exchange(key)).get("accessToken").asString();

        change(administrator, minji.id(), Map.of("disabled", true)).expectStatus().isOk();

        town.exchange(key).expectStatus().isUnauthorized();
        assertThat(town.revokedSessions())
                .contains(minji.session(), Town.claimsOf(keyToken).get("sid").asString());

        town.refresh(minji.refreshToken()).expectStatus().isUnauthorized();
        town.get("/api/v1/users/me", minji.accessToken()).expectStatus().isUnauthorized();
        town.logIn(minji.email(), Town.PASSWORD)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("account_disabled");
        town.logIn(minji.email(), "not-my-password").expectStatus().isUnauthorized();

        change(administrator, minji.id(), Map.of("disabled", false)).expectStatus().isOk();
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();
    }

    @Test
    void oneAdministratorRemains() {
        change(administrator, administrator.id(), Map.of("disabled", true))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("last_administrator");
        town.get("/api/v1/users/me", administrator.accessToken()).expectStatus().isOk();
    }

    @Test
    void heedsTheVersionThatWasRead() {
        Person minji = town.aNewcomer();

        client.patch()
                .uri("/api/v1/admin/users/" + minji.id())
                .headers(headers -> headers.setBearerAuth(administrator.accessToken()))
                .header("If-Match", "\"7\"")
                .bodyValue(Map.of("disabled", true))
                .exchange()
                .expectStatus()
                .isEqualTo(412);
    }

    private JsonNode search(String text, int limit) {
        return bodyOf(
                client.get()
                        .uri("/api/v1/admin/users?q={text}&limit={limit}", text, limit)
                        .headers(headers -> headers.setBearerAuth(administrator.accessToken()))
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    private WebTestClient.ResponseSpec change(Person by, String id, Map<String, ?> changes) {
        return client.patch()
                .uri("/api/v1/admin/users/" + id)
                .headers(headers -> headers.setBearerAuth(by.accessToken()))
                .bodyValue(changes)
                .exchange();
    }
}
