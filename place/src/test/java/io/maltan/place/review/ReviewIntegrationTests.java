package io.maltan.place.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.HeldTransaction;
import io.maltan.place.OutboxEvents;
import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class ReviewIntegrationTests {

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private PlaceApi api;
    private String placeId = "";

    @BeforeEach
    void aPlace() {
        api = new PlaceApi(client);
        placeId =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.POST,
                                        TestTokens.user(UUID.randomUUID()),
                                        "{\"name\":\"Diner\",\"category\":\"food.restaurant\",\"lat\":5,\"lon\":5}",
                                        ""))
                        .path("id")
                        .asString();
    }

    private WebTestClient.ResponseSpec review(String token, int rating) {
        return api.send(
                HttpMethod.POST, token, "{\"rating\":" + rating + "}", "/" + placeId + "/reviews");
    }

    private JsonNode rating() {
        return api.json("/" + placeId).path("rating");
    }

    @Test
    void theRatingIsExactHoweverManyWriteAtOnce() throws InterruptedException {
        List<Callable<Object>> writers =
                IntStream.range(0, 40)
                        .<Callable<Object>>mapToObj(i ->
                                () ->
                                        review(TestTokens.user(UUID.randomUUID()), 1 + i % 5)
                                                .expectStatus()
                                                .isCreated())
                        .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            pool.invokeAll(writers)
                    .forEach(written ->
                            assertThat(written).succeedsWithin(java.time.Duration.ofSeconds(20)));
        }
        assertThat(rating().path("count").asInt()).isEqualTo(40);
        assertThat(rating().path("average").asDouble()).isEqualTo(3.0);
    }

    @Test
    void onePersonWritesOneReviewHoweverOftenAtOnce() throws InterruptedException {
        String author = TestTokens.user(UUID.randomUUID());
        List<Callable<Integer>> attempts =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(i ->
                                () ->
                                        review(author, 5)
                                                .expectBody()
                                                .returnResult()
                                                .getStatus()
                                                .value())
                        .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            assertThat(pool.invokeAll(attempts))
                    .extracting(java.util.concurrent.Future::resultNow)
                    .containsOnlyOnce(201)
                    .containsOnly(201, 409);
        }
        assertThat(rating().path("count").asInt()).isOne();
    }

    @Test
    void editingAndRemovingAReviewMovesTheRating() {
        String author = TestTokens.user(UUID.randomUUID());
        String id = PlaceApi.body(review(author, 2)).path("id").asString();
        review(TestTokens.user(UUID.randomUUID()), 4).expectStatus().isCreated();

        api.send(HttpMethod.PATCH, author, "{\"rating\":5,\"text\":\"좋아요\"}", "/reviews/" + id)
                .expectStatus()
                .isOk();
        assertThat(rating().path("average").asDouble()).isEqualTo(4.5);
        assertThat(
                        api.json("/" + placeId + "/reviews?sort=rating")
                                .path("items")
                                .path(0)
                                .path("rating")
                                .asInt())
                .isEqualTo(5);

        String stranger = TestTokens.user(UUID.randomUUID());
        api.send(HttpMethod.DELETE, stranger, "", "/reviews/" + id).expectStatus().isForbidden();
        for (String rating : List.of("9", "4.5", "\"4\"")) {
            api.send(HttpMethod.PATCH, author, "{\"rating\":" + rating + "}", "/reviews/" + id)
                    .expectStatus()
                    .isBadRequest();
        }
        api.send(HttpMethod.DELETE, author, "", "/reviews/" + id).expectStatus().isNoContent();
        assertThat(rating().path("average").asDouble()).isEqualTo(4.0);
        assertThat(rating().path("count").asInt()).isOne();
    }

    /** As when the place is found to be the duplicate of another at that moment. */
    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE"})
    void whoChangesAReviewDoesNotStandInTheWayOfWhoHasItsPlace(String method) throws Exception {
        String author = TestTokens.user(UUID.randomUUID());
        String id = PlaceApi.body(review(author, 2)).path("id").asString();
        try (ExecutorService pool = Executors.newSingleThreadExecutor();
                HeldTransaction other = HeldTransaction.begin(database)) {
            other.run("select id from place where id = $1 for update", UUID.fromString(placeId));
            Future<HttpStatusCode> changed =
                    pool.submit(() -> change(HttpMethod.valueOf(method), author, id));
            other.awaitWaiting("place");
            other.run("update review set rating = 3 where id = $1", UUID.fromString(id));
            other.commit();
            assertThat(changed.get(20, TimeUnit.SECONDS).is2xxSuccessful()).isTrue();
        }
    }

    private HttpStatusCode change(HttpMethod method, String author, String id) {
        return api.send(method, author, "{\"rating\":5}", "/reviews/" + id)
                .returnResult(String.class)
                .getStatus();
    }

    @Test
    void theOtherServicesHearThatAReviewIsGone() {
        UUID author = UUID.randomUUID();
        String id = PlaceApi.body(review(TestTokens.user(author), 5)).path("id").asString();
        String moderator = TestTokens.moderator(UUID.randomUUID());
        api.send(HttpMethod.DELETE, moderator, "", "/reviews/" + id).expectStatus().isNoContent();

        OutboxEvents events = new OutboxEvents(database);
        assertThat(events.about(placeId, "place.review_removed"))
                .singleElement()
                .satisfies(data -> {
                    assertThat(data.path("id").asString()).isEqualTo(id);
                    assertThat(data.path("userId").asString()).isEqualTo(author.toString());
                    assertThat(data.path("placeId").asString()).isEqualTo(placeId);
                });
        assertThat(events.about(placeId, "place.reviewed"))
                .singleElement()
                .satisfies(data -> assertThat(data.path("id").asString()).isEqualTo(id));
    }

    @Test
    void pagesOfReviewsDoNotRepeat() {
        for (int i = 0; i < 5; i++) {
            review(TestTokens.user(UUID.randomUUID()), 3).expectStatus().isCreated();
        }
        JsonNode first = api.json("/" + placeId + "/reviews?limit=3");
        JsonNode second =
                api.json(
                        "/" + placeId + "/reviews?limit=3&cursor={c}",
                        first.path("nextCursor").asString());
        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.has("nextCursor")).isFalse();
        review(TestTokens.user(UUID.randomUUID()), 0).expectStatus().isBadRequest();
    }

    @Test
    void helpfulVotesAreExactAndOrderReviews() throws InterruptedException {
        String author = TestTokens.user(UUID.randomUUID());
        String id = PlaceApi.body(review(author, 2)).path("id").asString();
        review(TestTokens.user(UUID.randomUUID()), 5).expectStatus().isCreated();
        String voter = TestTokens.user(UUID.randomUUID());
        List<Callable<Object>> votes =
                IntStream.range(0, 24)
                        .<Callable<Object>>mapToObj(i ->
                                () ->
                                        vote(
                                                        HttpMethod.PUT,
                                                        i % 2 == 0
                                                                ? voter
                                                                : TestTokens.user(
                                                                        UUID.randomUUID()),
                                                        id)
                                                .expectStatus()
                                                .isNoContent())
                        .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            pool.invokeAll(votes)
                    .forEach(voted ->
                            assertThat(voted).succeedsWithin(java.time.Duration.ofSeconds(20)));
        }
        JsonNode best =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.GET,
                                        voter,
                                        "",
                                        "/" + placeId + "/reviews?sort=helpful"))
                        .path("items")
                        .path(0);
        assertThat(best.path("id").asString()).isEqualTo(id);
        assertThat(best.path("helpful").path("count").asInt()).isEqualTo(13);
        assertThat(best.path("helpful").path("mine").asBoolean()).isTrue();

        vote(HttpMethod.DELETE, voter, id).expectStatus().isNoContent();
        vote(HttpMethod.DELETE, voter, id).expectStatus().isNoContent();
        vote(HttpMethod.PUT, author, id).expectStatus().isForbidden();
        vote(HttpMethod.PUT, voter, UUID.randomUUID().toString()).expectStatus().isNotFound();
        assertThat(api.json("/reviews/" + id).path("helpful").path("count").asInt()).isEqualTo(12);
        api.get("/" + placeId + "/reviews?sort=odd").expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec vote(HttpMethod method, String token, String id) {
        return api.send(method, token, "", "/reviews/" + id + "/helpful");
    }

    @Test
    void aReviewIsEditedByWhoHasReadIt() {
        String author = TestTokens.user(UUID.randomUUID());
        String id = PlaceApi.body(review(author, 2)).path("id").asString();
        String tag =
                java.util.Objects.requireNonNull(
                        api.get("/reviews/" + id)
                                .returnResult(String.class)
                                .getResponseHeaders()
                                .getETag());
        edit(author, id, tag).expectStatus().isOk();
        edit(author, id, tag).expectStatus().isEqualTo(412);
    }

    private WebTestClient.ResponseSpec edit(String token, String id, String tag) {
        return client.patch()
                .uri("/api/v1/places/reviews/" + id)
                .header("Authorization", "Bearer " + token)
                .header("If-Match", tag)
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .bodyValue("{\"text\":\"again\"}")
                .exchange();
    }

    @Test
    void photosOfAReviewAreOnesOwn() {
        api.send(
                        HttpMethod.POST,
                        TestTokens.user(UUID.randomUUID()),
                        "{\"rating\":5,\"photos\":[\"" + UUID.randomUUID() + "\"]}",
                        "/" + placeId + "/reviews")
                .expectStatus()
                .isBadRequest();
        assertThat(rating().path("count").asInt()).isZero();
        assertThat(rating().path("bayesian").asDouble()).isEqualTo(3.7);
    }
}
