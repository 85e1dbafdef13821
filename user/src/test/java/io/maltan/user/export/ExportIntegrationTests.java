package io.maltan.user.export;

import static io.maltan.user.Town.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Beside this service there is none in these tests. */
@MaltanServiceTest(service = "user")
class ExportIntegrationTests {

    @Autowired WebTestClient client;

    private Town town;
    private Person minji;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        minji = town.aNewcomer();
    }

    @Test
    void saysThatServicesAreAway() {
        town.get("/api/v1/users/me/export", minji.accessToken())
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "5")
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("export_unavailable");
    }

    @Test
    void isForOneselfAlone() {
        client.get().uri("/api/v1/users/me/export").exchange().expectStatus().isUnauthorized();
        client.get()
                .uri("/internal/people/" + minji.id() + "/export")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void thisServicesPartHasAllThatItHolds() {
        String key = town.newKey(minji, "read").get("key").asString();

        JsonNode document =
                bodyOf(
                        client.get()
                                .uri("/internal/people/" + minji.id() + "/export")
                                .header("X-Maltan-Internal", "test-internal-secret")
                                .exchange()
                                .expectStatus()
                                .isOk());

        JsonNode account = document.get("account").get(0);
        assertThat(account.get("email").asString()).isEqualTo(minji.email());
        assertThat(account.get("roles").get(0).asString()).isEqualTo("user");
        assertThat(document.get("sessions").findValuesAsString("id"))
                .containsExactly(minji.session());
        assertThat(document.get("apiKeys").get(0).get("name").asString()).isEqualTo("A program");
        assertThat(document.toString()).doesNotContain("argon2", key);
    }
}
