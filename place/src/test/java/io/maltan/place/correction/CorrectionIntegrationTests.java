package io.maltan.place.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.OutboxEvents;
import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class CorrectionIntegrationTests {

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private PlaceApi api;
    private final String owner = TestTokens.user(UUID.randomUUID());
    private final String reporter = TestTokens.user(UUID.randomUUID());
    private final String moderator = TestTokens.moderator(UUID.randomUUID());
    private String placeId = "";

    @BeforeEach
    void aPlace() {
        api = new PlaceApi(client);
        placeId = create("Corner shop");
    }

    private String create(String name) {
        return PlaceApi.body(
                        api.send(
                                HttpMethod.POST,
                                owner,
                                "{\"name\":\"%s\",\"category\":\"shop\",\"lat\":37.5,\"lon\":127}"
                                        .formatted(name),
                                ""))
                .path("id")
                .asString();
    }

    private WebTestClient.ResponseSpec report(String token, String kind, String proposed) {
        return api.send(
                HttpMethod.POST,
                token,
                "{\"kind\":\"%s\",\"detail\":\"seen today\"%s}"
                        .formatted(kind, proposed.isEmpty() ? "" : ",\"proposed\":" + proposed),
                "/" + placeId + "/corrections");
    }

    private String reported(String kind, String proposed) {
        return PlaceApi.body(report(reporter, kind, proposed).expectStatus().isCreated())
                .path("id")
                .asString();
    }

    private WebTestClient.ResponseSpec decide(String id, String verdict, String body) {
        return api.send(HttpMethod.POST, moderator, body, "/corrections/" + id + "/" + verdict);
    }

    private JsonNode place() {
        return api.json("/" + placeId);
    }

    @Test
    void acceptedCorrectionsChangeThePlace() {
        decide(reported("wrong_name", "{\"name\":\"Corner café\"}"), "accept", "{}")
                .expectStatus()
                .isOk();
        decide(reported("wrong_hours", "\"Mo-Fr 09:00-18:00\""), "accept", "{\"note\":\"true\"}")
                .expectStatus()
                .isOk();
        decide(reported("moved", "{\"lat\":48.85,\"lon\":2.35,\"owner\":\"me\"}"), "accept", "{}")
                .expectStatus()
                .isOk();
        JsonNode corrected = place();
        assertThat(corrected.path("name").asString()).isEqualTo("Corner café");
        assertThat(corrected.path("openingHours").asString()).isEqualTo("Mo-Fr 09:00-18:00");
        assertThat(corrected.path("lat").asDouble()).isEqualTo(48.85);
        assertThat(corrected.path("timeZone").asString()).isEqualTo("Europe/Paris");

        decide(reported("closed", ""), "accept", "{}").expectStatus().isOk();
        assertThat(place().path("status").asString()).isEqualTo("closed");
        assertThat(api.json("/nearby?lat=48.85&lon=2.35&radius=50").path("items")).isEmpty();

        JsonNode history = api.json("/" + placeId + "/history").path("items");
        assertThat(history).hasSize(5);
        assertThat(history.path(0).path("kind").asString()).isEqualTo("corrected");
        assertThat(history.path(0).path("changes").path("status").path("after").asString())
                .isEqualTo("closed");
        assertThat(history.path(0).has("editorId")).isFalse();
    }

    @Test
    void aRejectedCorrectionChangesNothingAndIsDecidedOnce() {
        String id = reported("closed", "");
        report(reporter, "closed", "")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("correction_open");
        decide(id, "reject", "{\"note\":\"still there\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("rejected");
        decide(id, "accept", "{}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("correction_decided");
        assertThat(place().path("status").asString()).isEqualTo("open");
        reported("closed", "");
    }

    @Test
    void ofManyDecisionsAtOnceOneCounts() throws InterruptedException {
        String id = reported("closed", "");
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            assertThat(
                            pool.invokeAll(
                                    IntStream.range(0, 6)
                                            .<Callable<Integer>>mapToObj(i ->
                                                    () ->
                                                            decide(
                                                                            id,
                                                                            i % 2 == 0
                                                                                    ? "accept"
                                                                                    : "reject",
                                                                            "{}")
                                                                    .returnResult(String.class)
                                                                    .getStatus()
                                                                    .value())
                                            .toList()))
                    .extracting(java.util.concurrent.Future::resultNow)
                    .containsOnlyOnce(200)
                    .containsOnly(200, 409);
        }
    }

    @Test
    void aDuplicateLeadsToTheOtherPlaceAndTakesBookmarksAlong() {
        String other = create("Corner shop, really");
        String keeper = TestTokens.user(UUID.randomUUID());
        api.send(HttpMethod.PUT, keeper, "", "/" + placeId + "/bookmark")
                .expectStatus()
                .isNoContent();
        report(reporter, "duplicate", "{\"placeId\":\"" + placeId + "\"}")
                .expectStatus()
                .isBadRequest();
        report(reporter, "duplicate", "{\"placeId\":\"" + UUID.randomUUID() + "\"}")
                .expectStatus()
                .isBadRequest();
        decide(reported("duplicate", "\"" + other + "\""), "accept", "{}").expectStatus().isOk();

        api.get("/" + placeId)
                .expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .valueEquals("Location", "/api/v1/places/" + other);
        JsonNode kept =
                PlaceApi.body(api.send(HttpMethod.GET, keeper, "", "/bookmarks")).path("items");
        assertThat(kept.path(0).path("id").asString()).isEqualTo(other);
        api.get("/" + placeId + "/history").expectStatus().isNotFound();
        api.send(HttpMethod.GET, moderator, "", "/" + placeId + "/history").expectStatus().isOk();
    }

    @Test
    void theOtherServicesHearWhatADuplicateLosesAndToWhom() {
        String other = create("Corner shop, the same");
        String ofBoth = TestTokens.user(UUID.randomUUID());
        String lost = review(ofBoth, placeId);
        review(ofBoth, other);
        review(TestTokens.user(UUID.randomUUID()), placeId);
        decide(reported("duplicate", "\"" + other + "\""), "accept", "{}").expectStatus().isOk();

        OutboxEvents events = new OutboxEvents(database);
        assertThat(events.about(placeId, "place.merged"))
                .singleElement()
                .satisfies(data -> {
                    assertThat(data.path("from").asString()).isEqualTo(placeId);
                    assertThat(data.path("into").asString()).isEqualTo(other);
                });
        assertThat(events.about(placeId, "place.review_removed"))
                .singleElement()
                .satisfies(data -> assertThat(data.path("id").asString()).isEqualTo(lost));
        assertThat(events.about(other, "place.rated").getLast().path("count").asInt()).isEqualTo(2);
    }

    private String review(String author, String place) {
        return PlaceApi.body(
                        api.send(
                                        HttpMethod.POST,
                                        author,
                                        "{\"rating\":4}",
                                        "/" + place + "/reviews")
                                .expectStatus()
                                .isCreated())
                .path("id")
                .asString();
    }

    @Test
    void whoMayDoWhat() {
        String id = reported("closed", "");
        api.send(HttpMethod.POST, reporter, "{}", "/corrections/" + id + "/accept")
                .expectStatus()
                .isForbidden();
        api.send(HttpMethod.GET, reporter, "", "/corrections").expectStatus().isForbidden();
        api.send(HttpMethod.GET, reporter, "", "/corrections/" + id).expectStatus().isOk();
        api.send(HttpMethod.GET, owner, "", "/corrections/" + id).expectStatus().isNotFound();
        JsonNode page =
                PlaceApi.body(
                        api.send(
                                HttpMethod.GET, moderator, "", "/corrections?status=open&limit=1"));
        assertThat(page.path("items")).hasSize(1);
        api.send(HttpMethod.GET, moderator, "", "/corrections?status=odd")
                .expectStatus()
                .isBadRequest();
        report(TestTokens.guest(UUID.randomUUID()), "closed", "").expectStatus().isForbidden();
    }

    @Test
    void nonsenseIsRefused() {
        report(reporter, "haunted", "").expectStatus().isBadRequest();
        report(reporter, "moved", "{\"lat\":91,\"lon\":0}").expectStatus().isBadRequest();
        report(reporter, "moved", "{\"lat\":9}").expectStatus().isBadRequest();
        report(reporter, "wrong_hours", "\"whenever\"").expectStatus().isBadRequest();
        report(reporter, "wrong_name", "{\"name\":\"\\u0000\"}").expectStatus().isBadRequest();
        report(reporter, "wrong_name", "{\"name\":\"\\u3164\"}").expectStatus().isBadRequest();
        report(reporter, "wrong_name", "[1]").expectStatus().isBadRequest();
        decide(reported("moved", ""), "accept", "{}").expectStatus().isEqualTo(422);
        decide(UUID.randomUUID().toString(), "accept", "{}").expectStatus().isNotFound();
    }
}
