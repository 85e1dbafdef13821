package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class PostIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private Town town;
    private UUID mina;
    private UUID joon;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        joon = town.person("준");
    }

    @Test
    void isWrittenAboutAPlaceInThatPlacesRegion() {
        String region = Town.newRegion();
        UUID place = town.place("망원시장", region);
        Map<String, Object> draft = Town.draft("떡볶이");
        draft.put("placeId", place.toString());

        town.send(mina, POSTS, draft)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/api/v1/community/posts/[0-9a-f-]{36}")
                .expectHeader()
                .exists(HttpHeaders.ETAG)
                .expectBody()
                .jsonPath("$.author.displayName")
                .isEqualTo("미나")
                .jsonPath("$.region")
                .isEqualTo(region)
                .jsonPath("$.place.name")
                .isEqualTo("망원시장")
                .jsonPath("$.votes.up")
                .isEqualTo(0)
                .jsonPath("$.photos")
                .isEmpty();
    }

    @Test
    void anUnknownPlaceIsRefused() {
        Map<String, Object> draft = Town.draft("Nowhere");
        draft.put("placeId", UUID.randomUUID().toString());

        town.send(mina, POSTS, draft)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("validation_failed")
                .jsonPath("$.errors[0].field")
                .isEqualTo("placeId");
    }

    @Test
    void anAuthorWhoseAccountHasNotArrivedYetMayWrite() {
        UUID stranger = UUID.randomUUID();

        town.send(stranger, POSTS, Town.draft("Hello"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.author.displayName")
                .isNotEmpty();
    }

    @Test
    void scriptDoesNotSurvive() {
        Map<String, Object> draft = Town.draft("<b>Title</b>");
        draft.put("body", "**bold** <script>alert(1)</script> [x](javascript:alert(1))");
        UUID post = town.post(mina, draft);

        JsonNode read = town.json(town.read(POSTS + "/" + post));

        assertThat(read.path("bodyHtml").asString())
                .contains("<strong>bold</strong>")
                .doesNotContain("<script")
                .doesNotContain("javascript:alert(1)\"");
        assertThat(read.path("body").asString()).contains("<script>");
    }

    @Test
    void controlCharactersAreRefused() {
        for (String text : List.of("a\\u0000b", "a\\ud800b", "a\\u0008b")) {
            client.post()
                    .uri(POSTS)
                    .headers(Town.as(mina))
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(
                            "{\"title\": \"x\", \"category\": \"free\", \"body\": \"%s\"}"
                                    .formatted(text))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("body");
        }
        town.read(POSTS + "?q={q}", "a\0b").expectStatus().isBadRequest();
        town.read(POSTS + "?q={q}", "one two three four five six").expectStatus().isBadRequest();
        town.read(POSTS + "?region={region}", "a\0b").expectStatus().isBadRequest();
        town.read(POSTS + "?category={category}", "\0").expectStatus().isBadRequest();
    }

    @Test
    void problemsSpeakKorean() {
        client.get()
                .uri(POSTS + "/" + UUID.randomUUID())
                .header(HttpHeaders.ACCEPT_LANGUAGE, "ko-KR,ko;q=0.9")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("post_not_found")
                .jsonPath("$.title")
                .isEqualTo("게시글을 찾을 수 없습니다");
    }

    @Test
    void onlyItsAuthorOrAModeratorChangesIt() {
        String path = POSTS + "/" + town.post(mina, Town.draft("Mine"));

        town.patch(joon, path, Map.of("title", "Yours"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_the_author");
        town.delete(joon, path).expectStatus().isForbidden();
        client.delete().uri(path).exchange().expectStatus().isUnauthorized();
        client.post()
                .uri(POSTS)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.guest(joon))
                .bodyValue(Town.draft("Guest"))
                .exchange()
                .expectStatus()
                .isForbidden();
        client.delete()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.moderator(joon))
                .exchange()
                .expectStatus()
                .isNoContent();
        town.read(path).expectStatus().isNotFound();
    }

    @Test
    void anEditOfWhatSomebodyElseHasEditedIsRefused() {
        String path = POSTS + "/" + town.post(mina, Town.draft("First"));
        String read = etagOf(path);
        town.patch(mina, path, Map.of("title", "Second")).expectStatus().isOk();

        client.patch()
                .uri(path)
                .headers(Town.as(mina))
                .header(HttpHeaders.IF_MATCH, read)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("title", "Third"))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED);

        assertThat(town.json(town.read(path)).path("title").asString()).isEqualTo("Second");
    }

    @Test
    void aConditionalReadSeesVotes() {
        String path = POSTS + "/" + town.post(mina, Town.draft("Counted"));
        String read = etagOf(path);

        ifNoneMatch(path, read).expectStatus().isNotModified();
        town.vote(joon, path, 1).expectStatus().isOk();
        ifNoneMatch(path, read).expectStatus().isOk();
    }

    @Test
    void keepsItsHistory() {
        String path = POSTS + "/" + town.post(mina, Town.draft("First"));
        town.patch(mina, path, Map.of("title", "Second")).expectStatus().isOk();
        town.patch(mina, path, Map.of("title", "Third")).expectStatus().isOk();
        town.patch(mina, path, Map.of("title", "Third")).expectStatus().isOk();

        town.read(path + "/history")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[*].title")
                .isEqualTo(List.of("Second", "First"));
        assertThat(town.json(town.read(path)).hasNonNull("editedAt")).isTrue();
    }

    @Test
    void aPatchSaysWhatIsWrong() {
        String path = POSTS + "/" + town.post(mina, Town.draft("Patched"));

        client.patch()
                .uri(path)
                .headers(Town.as(mina))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"title\": null}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("title");
        town.patch(mina, path, Map.of("title", List.of("x"))).expectStatus().isBadRequest();
        town.patch(mina, path, Map.of("category", "meetup"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("meetup");
    }

    @Test
    void movesToTheRegionOfItsNewPlace() {
        String region = Town.newRegion();
        String path = POSTS + "/" + town.post(mina, Town.draft("Moving", Town.newRegion()));
        UUID place = town.place("새 가게", region);

        JsonNode moved = town.json(town.patch(mina, path, Map.of("placeId", place.toString())));

        assertThat(moved.path("region").asString()).isEqualTo(region);
    }

    @Test
    void isEditedAsBeforeWhenItsPlaceIsGone() {
        String region = Town.newRegion();
        UUID place = town.place("옛 가게", region);
        Map<String, Object> draft = Town.draft("Old shop");
        draft.put("placeId", place.toString());
        String path = POSTS + "/" + town.post(mina, draft);
        run("update place_link set removed = true where id = :id", place);

        JsonNode edited = town.json(town.patch(mina, path, Map.of("title", "It was here")));

        assertThat(edited.path("title").asString()).isEqualTo("It was here");
        assertThat(edited.path("place").path("name").asString()).isEqualTo("옛 가게");
        assertThat(edited.path("region").asString()).isEqualTo(region);
        UUID gone = town.place("없는 가게", region);
        run("update place_link set removed = true where id = :id", gone);
        town.patch(mina, path, Map.of("placeId", gone.toString())).expectStatus().isBadRequest();
    }

    @Test
    void keepsItsRegionWithoutItsPlace() {
        String region = Town.newRegion();
        Map<String, Object> draft = Town.draft("Not there after all", region);
        draft.put("placeId", town.place("거기", Town.newRegion()).toString());
        String path = POSTS + "/" + town.post(mina, draft);

        JsonNode edited =
                town.json(
                        client.patch()
                                .uri(path)
                                .headers(Town.as(mina))
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"placeId\": null}")
                                .exchange());

        assertThat(edited.has("place")).isFalse();
        assertThat(edited.path("region").asString()).isEqualTo(region);
    }

    @Test
    void keepsTheLastFiftyOfItsVersions() {
        UUID post = town.post(mina, Town.draft("Edited often"));
        run("update post set version = 60 where id = :id", post);
        run(
                """
                insert into post_revision (post_id, version, title, body, body_html, written_at)
                select :id, n, 'T', 'B', 'B', now() from generate_series(1, 59) n
                """,
                post);

        town.patch(mina, POSTS + "/" + post, Map.of("title", "Again")).expectStatus().isOk();

        assertThat(town.count("select min(version) from post_revision where post_id = :id", post))
                .isEqualTo(11);
        assertThat(town.count("select count(*) from post_revision where post_id = :id", post))
                .isEqualTo(50);
    }

    private void run(String sql, UUID id) {
        database.sql(sql)
                .bind("id", id)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void leavesATombstoneWhileItHasReplies() {
        UUID post = town.post(mina, Town.draft("Doomed"));
        String path = POSTS + "/" + post;
        UUID comment = town.comment(joon, post, "No!");
        town.delete(mina, path).expectStatus().isNoContent();

        JsonNode tombstone = town.json(town.read(path));

        assertThat(tombstone.path("removed").asBoolean()).isTrue();
        assertThat(tombstone.path("body").asString()).isEmpty();
        assertThat(tombstone.has("author")).isFalse();
        assertThat(tombstone.has("tombstone")).isFalse();
        town.read(path + "/history").expectStatus().isNotFound();
        town.vote(joon, path, 1).expectStatus().isEqualTo(HttpStatus.CONFLICT);
        town.patch(mina, path, Map.of("title", "Back"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        assertThat(town.json(town.read(path + "/comments")).path("items")).hasSize(1);
        town.delete(joon, "/api/v1/community/comments/" + comment).expectStatus().isNoContent();
        town.read(path).expectStatus().isNotFound();
    }

    @Test
    void pagesNeitherRepeatNorSkip() {
        String region = Town.newRegion();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID post = town.post(mina, Town.draft("Post " + i, region));
            written.addFirst(post.toString());
            if (i % 3 == 0) {
                town.vote(joon, POSTS + "/" + post, 1).expectStatus().isOk();
            }
        }

        assertThat(allPages("region=" + region + "&sort=new")).containsExactlyElementsOf(written);
        assertThat(allPages("region=" + region + "&sort=hot"))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(allPages("region=" + region + "&sort=top"))
                .containsExactlyInAnyOrderElementsOf(written)
                .startsWith(written.get(0), written.get(3), written.get(6));
    }

    @Test
    void isFoundByWhatItSays() {
        String region = Town.newRegion();
        Map<String, Object> draft = Town.draft("산책로 추천", region);
        draft.put("body", "한강 100%_좋아요");
        UUID post = town.post(mina, draft);
        town.post(mina, Town.draft("Other", region));

        assertThat(allPages("region=" + region + "&q={q}", "추천")).containsExactly(post.toString());
        assertThat(allPages("region=" + region + "&q={q}", "한강 산책로"))
                .containsExactly(post.toString());
        assertThat(allPages("region=" + region + "&q={q}", "100%_"))
                .containsExactly(post.toString());
        assertThat(allPages("region=" + region + "&q={q}", "%")).containsExactly(post.toString());
        assertThat(allPages("region=" + region + "&category=question")).isEmpty();
        assertThat(allPages("region=" + region + "&author=" + joon)).isEmpty();
    }

    @Test
    void cursorsOfAnotherOrderAreRefused() {
        String region = Town.newRegion();
        town.post(mina, Town.draft("One", region));
        town.post(mina, Town.draft("Two", region));
        String cursor =
                town.json(town.read(POSTS + "?limit=1&region=" + region))
                        .path("nextCursor")
                        .asString();

        town.read(POSTS + "?sort=hot&cursor=" + cursor)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_cursor");
        town.read(POSTS + "?sort=best").expectStatus().isBadRequest();
    }

    @Test
    void ofTwentyEditsOfOneVersionOneIsMade() {
        String path = POSTS + "/" + town.post(mina, Town.draft("Contested"));
        WebClient editors = WebClient.create("http://localhost:" + port);

        Flux.range(0, 20)
                .flatMap(
                        i ->
                                editors.patch()
                                        .uri(path)
                                        .headers(Town.as(mina))
                                        .header(HttpHeaders.IF_MATCH, "\"1\"")
                                        .bodyValue(Map.of("title", "Edit " + i))
                                        .exchangeToMono(answer ->
                                                answer.releaseBody()
                                                        .thenReturn(answer.statusCode().value())),
                        20)
                .filter(status -> status == 200)
                .count()
                .as(StepVerifier::create)
                .expectNext(1L)
                .expectComplete()
                .verify(Town.LIMIT);
        assertThat(town.json(town.read(path + "/history")).path("items")).hasSize(1);
    }

    @Test
    void viewsAreCountedInBatches() {
        UUID post = town.post(mina, Town.draft("Seen"));
        for (int i = 0; i < 3; i++) {
            town.read(POSTS + "/" + post).expectStatus().isOk();
            town.read(mina, POSTS + "/" + post).expectStatus().isOk();
            town.read(joon, POSTS + "/" + post).expectStatus().isOk();
        }

        Mono.defer(() ->
                        Mono.just(
                                town.count(
                                        "select coalesce(sum(views), 0) from post_views where post_id = :id",
                                        post)))
                .subscribeOn(Schedulers.boundedElastic())
                .filter(views -> views == 4)
                .repeatWhenEmpty(looks -> looks.take(50).delayElements(Duration.ofMillis(100)))
                .as(StepVerifier::create)
                .expectNext(4L)
                .expectComplete()
                .verify(Town.LIMIT);
        assertThat(town.json(town.read(POSTS + "/" + post)).path("viewCount").asLong())
                .isEqualTo(4);
    }

    @Test
    void repeatingAWriteWithItsKeyWritesOnce() {
        String region = Town.newRegion();
        for (int i = 0; i < 2; i++) {
            client.post()
                    .uri(POSTS)
                    .headers(Town.as(mina))
                    .header("Idempotency-Key", "key-" + region)
                    .bodyValue(Town.draft("Once", region))
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        assertThat(allPages("region=" + region)).hasSize(1);
    }

    private List<String> allPages(String query, Object... variables) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String after = cursor.isEmpty() ? "" : "&cursor=" + cursor;
            JsonNode page = town.json(town.read(POSTS + "?limit=2&" + query + after, variables));
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            cursor = page.hasNonNull("nextCursor") ? page.path("nextCursor").asString() : null;
        }
        return ids;
    }

    private String etagOf(String path) {
        return String.valueOf(
                town.read(path)
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getETag());
    }

    private WebTestClient.ResponseSpec ifNoneMatch(String path, String etag) {
        return client.get().uri(path).header(HttpHeaders.IF_NONE_MATCH, etag).exchange();
    }
}
