package io.maltan.user.account;

import static io.maltan.user.Town.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class AccountIntegrationTests {

    @Autowired WebTestClient client;

    private Town town;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
    }

    @Test
    void showsTheOwnProfileAndWhetherItChanged() {
        Person minji = town.aNewcomer();

        JsonNode profile =
                bodyOf(
                        town.get("/api/v1/users/me", minji.accessToken())
                                .expectStatus()
                                .isOk()
                                .expectHeader()
                                .valueEquals("ETag", "\"1\""));

        assertThat(profile.get("email").asString()).isEqualTo(minji.email());
        assertThat(profile.get("roles").get(0).asString()).isEqualTo("user");
        client.get()
                .uri("/api/v1/users/me")
                .headers(headers -> headers.setBearerAuth(minji.accessToken()))
                .header("If-None-Match", "\"1\"")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void editsTheProfileThatWasRead() {
        Person minji = town.aNewcomer();

        JsonNode edited =
                bodyOf(
                        patch(
                                        minji,
                                        "\"1\"",
                                        """
                                        {"displayName": "김민지", "preferredCategories": ["cafe"], "email": "x@y.z", "roles": ["admin"]}
                                        """)
                                .expectStatus()
                                .isOk()
                                .expectHeader()
                                .valueEquals("ETag", "\"2\""));
        assertThat(edited.get("displayName").asString()).isEqualTo("김민지");
        assertThat(edited.get("email").asString()).isEqualTo(minji.email());
        assertThat(edited.get("roles")).hasSize(1);

        patch(minji, "\"1\"", "{\"displayName\": \"Late\"}")
                .expectStatus()
                .isEqualTo(412)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("precondition_failed");
        JsonNode cleared =
                bodyOf(patch(minji, null, "{\"preferredCategories\": null}").expectStatus().isOk());
        assertThat(cleared.get("preferredCategories")).isEmpty();
    }

    @Test
    void refusesPatchesThatAreNone() {
        Person minji = town.aNewcomer();

        patch(minji, null, "{\"displayName\": null}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("displayName");
        patch(minji, null, "{\"preferredRegions\": \"11110\"}").expectStatus().isBadRequest();
        patch(minji, null, "[1]").expectStatus().isBadRequest();
        patch(minji, null, "{").expectStatus().isBadRequest();
    }

    @Test
    void showsStrangersLittle() {
        Person minji = town.aNewcomer();

        JsonNode profile =
                bodyOf(
                        client.get()
                                .uri("/api/v1/users/" + minji.id())
                                .exchange()
                                .expectStatus()
                                .isOk());

        assertThat(profile.propertyNames())
                .containsExactlyInAnyOrder("id", "displayName", "createdAt");
    }

    @Test
    void knowsNobodyElse() {
        client.get()
                .uri("/api/v1/users/018f0000-0000-7000-8000-000000000000")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("user_not_found");
        client.get().uri("/api/v1/users/minji").exchange().expectStatus().isBadRequest();
        client.get().uri("/api/v1/users/me").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void documentsItself() {
        JsonNode document =
                bodyOf(client.get().uri("/v3/api-docs").exchange().expectStatus().isOk());

        assertThat(document.get("paths").propertyNames())
                .contains("/api/v1/users", "/api/v1/auth/login", "/api/v1/admin/users")
                .noneMatch(path -> path.startsWith("/internal"));
    }

    private WebTestClient.ResponseSpec patch(
            Person person, @Nullable String ifMatch, String changes) {
        return client.patch()
                .uri("/api/v1/users/me")
                .headers(headers -> {
                    headers.setBearerAuth(person.accessToken());
                    headers.set("Content-Type", "application/merge-patch+json");
                    if (ifMatch != null) {
                        headers.set("If-Match", ifMatch);
                    }
                })
                .bodyValue(changes)
                .exchange();
    }
}
