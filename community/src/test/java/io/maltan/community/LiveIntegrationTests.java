package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.util.function.Tuple2;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class LiveIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";
    private static final String OPENED = "opened";
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofMillis(1_500);

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private Town town;
    private String region;
    private UUID mina;
    private UUID joon;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        region = Town.newRegion();
        mina = town.person("미나");
        joon = town.person("준");
    }

    @Test
    void aPostAboutAPlaceArrivesOnAnotherClientsStream() {
        UUID place = town.place("망원시장", region);
        Map<String, Object> draft = Town.draft("떡볶이");
        draft.put("placeId", place.toString());

        opened(watch(POSTS + "/stream?region=" + region, joon, null))
                .as(StepVerifier::create)
                .expectNextMatches(LiveIntegrationTests::isMark)
                .then(() -> town.post(mina, Town.draft("Elsewhere", Town.newRegion())))
                .then(() -> town.post(mina, draft))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("post_created");
                    assertThat(event.id()).isNotBlank();
                    JsonNode post = dataOf(event);
                    assertThat(post.path("title").asString()).isEqualTo("떡볶이");
                    assertThat(post.path("author").path("displayName").asString()).isEqualTo("미나");
                    assertThat(post.path("place").path("name").asString()).isEqualTo("망원시장");
                    assertThat(post.path("bodyHtml").asString()).contains("<p>");
                    assertThat(post.path("votes").path("up").asInt()).isZero();
                })
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void editsAndRemovalsArriveAndAMoveIsARemovalWhereItLeft() {
        String elsewhere = Town.newRegion();
        String path = POSTS + "/" + town.post(mina, Town.draft("First", region));
        String removed = POSTS + "/" + town.post(mina, Town.draft("Gone", region));

        opened(watch(POSTS + "/stream?region=" + region, null, null))
                .map(LiveIntegrationTests::nameOf)
                .filter(name -> !name.equals("post_created"))
                .as(StepVerifier::create)
                .expectNext(OPENED)
                .then(() -> succeed(town.patch(mina, path, Map.of("title", "Second"))))
                .expectNext("post_updated")
                .then(() -> succeed(town.patch(mina, path, Map.of("region", elsewhere))))
                .expectNext("post_removed")
                .then(() -> succeed(town.delete(mina, removed)))
                .expectNext("post_removed")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aReconnectGetsWhatCameMeanwhile() {
        String stream = POSTS + "/stream?region=" + region;
        String[] last = new String[1];
        opened(watch(stream, null, null))
                .as(StepVerifier::create)
                .expectNextMatches(LiveIntegrationTests::isMark)
                .then(() -> town.post(mina, Town.draft("Seen", region)))
                .consumeNextWith(event -> last[0] = idOf(event))
                .thenCancel()
                .verify(LIMIT);
        List<String> missed = List.of("Missed 1", "Missed 2", "Missed 3");
        missed.forEach(title -> town.post(mina, Town.draft(title, region)));

        events(watch(stream, null, last[0]))
                .map(event -> dataOf(event).path("title").asString())
                .as(StepVerifier::create)
                .expectNextSequence(missed)
                .then(() -> town.post(mina, Town.draft("Live", region)))
                .expectNext("Live")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void whatWasRemovedMeanwhileIsNotReplayed() {
        String stream = POSTS + "/stream?region=" + region;
        String[] last = new String[1];
        opened(watch(stream, null, null))
                .as(StepVerifier::create)
                .expectNextMatches(LiveIntegrationTests::isMark)
                .then(() -> town.post(mina, Town.draft("Seen", region)))
                .consumeNextWith(event -> last[0] = idOf(event))
                .thenCancel()
                .verify(LIMIT);
        UUID gone = town.post(mina, Town.draft("Gone", region));
        town.delete(mina, POSTS + "/" + gone).expectStatus().isNoContent();
        town.post(mina, Town.draft("Kept", region));

        events(watch(stream, null, last[0]))
                .map(LiveIntegrationTests::nameOf)
                .as(StepVerifier::create)
                .expectNext("post_removed", "post_created")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aPostsStreamTellsOfItsTalkAndVotes() {
        UUID post = town.post(mina, Town.draft("Talk"));
        UUID other = town.post(mina, Town.draft("Other"));

        opened(watch(POSTS + "/" + post + "/stream", joon, null))
                .as(StepVerifier::create)
                .expectNextMatches(LiveIntegrationTests::isMark)
                .then(() -> town.comment(joon, other, "not here"))
                .then(() -> town.comment(joon, post, "here"))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("comment_created");
                    assertThat(dataOf(event).path("body").asString()).isEqualTo("here");
                    assertThat(dataOf(event).path("depth").asInt()).isZero();
                })
                .then(() -> succeed(town.vote(joon, POSTS + "/" + post, -1)))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("votes_changed");
                    assertThat(dataOf(event).path("down").asInt()).isEqualTo(1);
                })
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aMeetupsStreamTellsWhoComesAndWhenItCloses() {
        Map<String, Object> draft = Town.draft("Meet");
        draft.put("category", "meetup");
        draft.put(
                "meetup",
                Map.of(
                        "startsAt",
                        Instant.now().plusSeconds(3_600).toString(),
                        "location",
                        "here",
                        "capacity",
                        1));
        String meetup = POSTS + "/" + town.post(mina, draft);
        Map<String, Object> closed =
                Map.of("meetup", Map.of("deadline", Instant.now().plusSeconds(2).toString()));

        opened(watch(meetup + "/stream", joon, null))
                .filter(event -> isMark(event) || "participants_changed".equals(event.event()))
                .map(event -> isMark(event) ? OPENED : countsOf(dataOf(event)))
                .distinctUntilChanged()
                .as(StepVerifier::create)
                .expectNext(OPENED)
                .then(() -> succeed(town.put(joon, meetup + "/participation")))
                .expectNext("1+0 open")
                .then(() -> succeed(town.put(mina, meetup + "/participation")))
                .expectNext("1+1 open")
                .then(() -> succeed(town.delete(joon, meetup + "/participation")))
                .thenConsumeWhile(counts -> !counts.equals("1+0 open"))
                .expectNext("1+0 open")
                .then(() -> succeed(town.patch(mina, meetup, closed)))
                .thenConsumeWhile(counts -> counts.endsWith("open"))
                .expectNext("1+0")
                .thenCancel()
                .verify(LIMIT);
    }

    private static String countsOf(JsonNode meetup) {
        return meetup.path("joined").asInt()
                + "+"
                + meetup.path("waiting").asInt()
                + (meetup.path("open").asBoolean() ? " open" : "");
    }

    @Test
    void somebodyBlockedMeanwhileIsNotSeen() {
        opened(watch(POSTS + "/stream?region=" + region, joon, null))
                .map(event -> isMark(event) ? OPENED : dataOf(event).path("title").asString())
                .as(StepVerifier::create)
                .expectNext(OPENED)
                .then(() -> town.post(mina, Town.draft("Before", region)))
                .expectNext("Before")
                .then(() -> succeed(town.put(mina, "/api/v1/community/blocks/" + joon)))
                .then(() -> town.post(mina, Town.draft("Hidden", region)))
                .then(() -> town.post(town.person("소라"), Town.draft("Shown", region)))
                .expectNext("Shown")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void somebodyMutedMeanwhileIsNotSeen() {
        opened(watch(POSTS + "/stream?region=" + region, joon, null))
                .map(event -> isMark(event) ? OPENED : dataOf(event).path("title").asString())
                .as(StepVerifier::create)
                .expectNext(OPENED)
                .then(() -> succeed(town.put(joon, "/api/v1/community/mutes/" + mina)))
                .then(() -> town.post(mina, Town.draft("Muted", region)))
                .then(() -> town.post(town.person("소라"), Town.draft("Shown", region)))
                .expectNext("Shown")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void whoeverWatchesAPostThatIsHiddenHearsNothingOfItsTalk() {
        UUID post = town.post(mina, Town.draft("Hidden", region));
        UUID comment = town.comment(mina, post, "Fine");
        String path = "/api/v1/community/comments/" + comment;

        opened(watch(POSTS + "/" + post + "/stream", joon, null))
                .map(LiveIntegrationTests::nameOf)
                .as(StepVerifier::create)
                .expectNext(OPENED)
                .then(() -> hide(post))
                .then(() -> succeed(town.patch(mina, path, Map.of("body", "Secret"))))
                .then(() -> succeed(town.delete(mina, path)))
                .expectNext("post_removed", "comment_removed")
                .thenCancel()
                .verify(LIMIT);
    }

    private void hide(UUID post) {
        Map<String, Object> report =
                Map.of("target", "post", "targetId", post.toString(), "reason", "spam");
        JsonNode made = town.json(town.send(joon, "/api/v1/community/reports", report));
        client.post()
                .uri("/api/v1/community/moderation/" + made.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(UUID.randomUUID())))
                .bodyValue(Map.of("action", "hide"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void anUnknownPostHasNoStream() {
        town.read(POSTS + "/" + UUID.randomUUID() + "/stream")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("post_not_found");
        town.read(POSTS + "/stream?category=party").expectStatus().isBadRequest();
    }

    @Test
    void otherRegionsStayQuiet() {
        opened(watch(POSTS + "/stream?region=" + region, null, null))
                .as(StepVerifier::create)
                .expectNextMatches(LiveIntegrationTests::isMark)
                .then(() -> town.post(mina, Town.draft("Elsewhere", Town.newRegion())))
                .expectNoEvent(QUIET)
                .thenCancel()
                .verify(LIMIT);
    }

    private Flux<ServerSentEvent<JsonNode>> watch(
            String path, @Nullable UUID person, @Nullable String lastEventId) {
        return WebClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .headers(headers -> {
                    if (person != null) {
                        Town.as(person).accept(headers);
                    }
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {});
    }

    /**
     * What a fresh stream brings: first the mark that tells that whatever happens from now on
     * arrives.
     */
    private static Flux<ServerSentEvent<JsonNode>> opened(Flux<ServerSentEvent<JsonNode>> stream) {
        return stream.filter(event -> event.id() != null)
                .index()
                .filter(event -> event.getT1() == 0 || !isMark(event.getT2()))
                .map(Tuple2::getT2);
    }

    private static boolean isMark(ServerSentEvent<JsonNode> event) {
        return event.event() == null;
    }

    private static String nameOf(ServerSentEvent<JsonNode> event) {
        return event.event() == null ? OPENED : event.event();
    }

    private static Flux<ServerSentEvent<JsonNode>> events(Flux<ServerSentEvent<JsonNode>> stream) {
        return stream.filter(event -> event.event() != null);
    }

    private static void succeed(WebTestClient.ResponseSpec response) {
        response.expectStatus().is2xxSuccessful();
    }

    private static String idOf(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.id());
    }

    private static JsonNode dataOf(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data());
    }
}
