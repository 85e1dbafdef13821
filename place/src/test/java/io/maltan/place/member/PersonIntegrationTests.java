package io.maltan.place.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.OutboxEvents;
import io.maltan.place.PlaceApi;
import io.maltan.platform.events.Event;
import io.maltan.platform.person.PersonalData;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MaltanServiceTest(service = "place")
class PersonIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired private WebTestClient client;
    @Autowired private MemberEvents events;
    @Autowired private DatabaseClient database;
    @Autowired private List<PersonalData> features;
    @Autowired private TransactionalOperator transactional;

    private final UUID person = UUID.randomUUID();
    private final String token = TestTokens.user(person);

    private void hear(String type, String data) {
        events.handle(
                        new Event(
                                UUID.randomUUID(),
                                "user",
                                type,
                                person.toString(),
                                Instant.EPOCH,
                                null,
                                JsonMapper.shared().readTree(data)))
                .as(transactional::transactional)
                .block(LIMIT);
    }

    private String export() {
        return new String(
                Objects.requireNonNull(
                        client.get()
                                .uri("/internal/people/" + person + "/export")
                                .header("X-Maltan-Internal", "test-internal-secret")
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .expectBody()
                                .returnResult()
                                .getResponseBody()),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatAPersonHasDoneIsExportedAndErased() {
        PlaceApi api = new PlaceApi(client);
        String place =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.POST,
                                        token,
                                        "{\"name\":\"Stand\",\"category\":\"shop\",\"lat\":8,\"lon\":8}",
                                        ""))
                        .path("id")
                        .asString();
        hear("user.registered", "{\"id\":\"%s\",\"displayName\":\"Mina\"}".formatted(person));
        api.send(HttpMethod.POST, token, "{\"rating\":1}", "/" + place + "/reviews")
                .expectStatus()
                .isCreated();
        api.send(HttpMethod.PUT, token, "", "/" + place + "/bookmark").expectStatus().isNoContent();
        api.send(HttpMethod.POST, token, "{}", "/" + place + "/visits").expectStatus().isCreated();
        api.send(
                        HttpMethod.POST,
                        token,
                        "{\"kind\":\"closed\",\"detail\":\"I think\"}",
                        "/" + place + "/corrections")
                .expectStatus()
                .isCreated();
        JsonNode review = api.json("/" + place + "/reviews").path("items").path(0);
        assertThat(review.path("author").path("displayName").asString()).isEqualTo("Mina");
        JsonNode exported = JsonMapper.shared().readTree(export());
        for (String section :
                List.of(
                        "reviews",
                        "bookmarks",
                        "visits",
                        "corrections",
                        "places",
                        "placeChanges",
                        "name")) {
            assertThat(exported.path(section)).as(section).hasSize(1);
        }

        for (int again = 0; again < 2; again++) {
            Flux.fromIterable(features)
                    .concatMap(feature -> feature.erase(person))
                    .then()
                    .as(transactional::transactional)
                    .block(LIMIT);
        }
        assertThat(api.json("/" + place).path("rating").path("count").asInt()).isZero();
        assertThat(new OutboxEvents(database).about(place, "place.review_removed"))
                .singleElement()
                .satisfies(data ->
                        assertThat(data.path("id").asString())
                                .isEqualTo(review.path("id").asString()));
        assertThat(api.json("/" + place + "/reviews").path("items")).isEmpty();
        JsonNode rest = JsonMapper.shared().readTree(export());
        assertThat(rest).allSatisfy(section -> assertThat(section).isEmpty());
        assertThat(api.json("/" + place).path("name").asString()).isEqualTo("Stand");
    }

    @Test
    void whatAGuestHasGoesOverToTheAccount() {
        PlaceApi api = new PlaceApi(client);
        UUID account = UUID.randomUUID();
        String place =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.POST,
                                        token,
                                        "{\"name\":\"Booth\",\"category\":\"shop\",\"lat\":8,\"lon\":9}",
                                        ""))
                        .path("id")
                        .asString();
        for (String keeper : List.of(token, TestTokens.user(account))) {
            api.send(HttpMethod.PUT, keeper, "", "/" + place + "/bookmark")
                    .expectStatus()
                    .isNoContent();
        }
        hear("user.merged", "{\"guestId\":\"%s\",\"userId\":\"%s\"}".formatted(person, account));
        assertThat(
                        PlaceApi.body(
                                        api.send(
                                                HttpMethod.GET,
                                                TestTokens.user(account),
                                                "",
                                                "/bookmarks"))
                                .path("items"))
                .hasSize(1);
        assertThat(JsonMapper.shared().readTree(export()))
                .allSatisfy(section -> assertThat(section).isEmpty());
    }
}
