package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class CommentIntegrationTests {

    private static final String COMMENTS = "/api/v1/community/comments/";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private Town town;
    private UUID mina;
    private UUID joon;
    private UUID post;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        joon = town.person("준");
        post = town.post(mina, Town.draft("Talk"));
    }

    @Test
    void threadsReadFromTopToBottomOnPagesOfAnySize() {
        UUID first = town.comment(mina, post, "1");
        UUID second = town.comment(joon, post, "2");
        UUID third = town.comment(mina, post, "3");
        UUID answer = town.reply(joon, post, first, "1.1");
        town.reply(mina, post, second, "2.1");
        town.reply(mina, post, answer, "1.1.1");
        town.reply(mina, post, first, "1.2");
        town.vote(joon, COMMENTS + second, 1).expectStatus().isOk();
        town.vote(joon, COMMENTS + third, -1).expectStatus().isOk();

        for (int limit = 1; limit <= 8; limit++) {
            assertThat(bodies("old", limit, null))
                    .containsExactly("1", "1.1", "1.1.1", "1.2", "2", "2.1", "3");
            assertThat(bodies("new", limit, null))
                    .containsExactly("3", "2", "2.1", "1", "1.1", "1.1.1", "1.2");
            assertThat(bodies("top", limit, null))
                    .containsExactly("2", "2.1", "1", "1.1", "1.1.1", "1.2", "3");
        }
    }

    @Test
    void everyCommentSaysHowDeepItStands() {
        UUID first = town.comment(mina, post, "1");
        UUID answer = town.reply(joon, post, first, "1.1");

        town.read(COMMENTS + answer)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.depth")
                .isEqualTo(1)
                .jsonPath("$.parentId")
                .isEqualTo(first.toString())
                .jsonPath("$.author.displayName")
                .isEqualTo("준");
        assertThat(commentCount()).isEqualTo(2);
    }

    @Test
    void aParentElsewhereIsUnknown() {
        UUID elsewhere = town.comment(mina, town.post(mina, Town.draft("Other")), "there");

        town.send(
                        joon,
                        "/api/v1/community/posts/" + post + "/comments",
                        Map.of("body", "here", "parentId", elsewhere.toString()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("parentId");
    }

    @Test
    void aRemovedCommentKeepsItsPlaceOnlyWhileItHasReplies() {
        UUID first = town.comment(mina, post, "1");
        UUID answer = town.reply(joon, post, first, "1.1");
        UUID last = town.reply(mina, post, answer, "1.1.1");

        town.delete(mina, COMMENTS + first).expectStatus().isNoContent();
        town.delete(joon, COMMENTS + answer).expectStatus().isNoContent();
        assertThat(bodies("old", 10, null)).containsExactly("", "", "1.1.1");
        assertThat(commentCount()).isEqualTo(1);

        town.delete(mina, COMMENTS + last).expectStatus().isNoContent();
        assertThat(bodies("old", 10, null)).isEmpty();
        assertThat(commentCount()).isZero();
        town.delete(mina, COMMENTS + last)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("comment_not_found");
    }

    @Test
    void onlyItsAuthorEditsAComment() {
        String path = COMMENTS + town.comment(mina, post, "mine");

        town.patch(joon, path, Map.of("body", "yours")).expectStatus().isForbidden();
        town.delete(joon, path).expectStatus().isForbidden();
        town.patch(mina, path, Map.of("body", "better"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.body")
                .isEqualTo("better")
                .jsonPath("$.editedAt")
                .isNotEmpty();
        client.patch()
                .uri(path)
                .headers(Town.as(mina))
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .bodyValue(Map.of("body", "best"))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED);
    }

    @Test
    void somebodyBlockedIsHiddenBothWays() {
        UUID first = town.comment(mina, post, "1");
        UUID answer = town.reply(joon, post, first, "1.1");
        town.comment(joon, post, "2");
        UUID sora = town.person("소라");
        town.reply(sora, post, answer, "1.1.1");
        UUID dana = town.person("다나");
        town.put(dana, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();

        assertThat(bodies("old", 1, dana)).containsExactly("1", "", "1.1.1");
        town.read(dana, COMMENTS + answer).expectStatus().isNotFound();
        UUID danas = town.comment(dana, post, "3");
        town.read(joon, COMMENTS + danas).expectStatus().isNotFound();
        town.vote(joon, COMMENTS + danas, 1).expectStatus().isNotFound();
        assertThat(bodies("old", 10, joon)).containsExactly("1", "1.1", "1.1.1", "2");
        assertThat(bodies("old", 10, null)).containsExactly("1", "1.1", "1.1.1", "2", "3");
    }

    @Test
    void whoeverNoLongerSeesThePostCanStillTakeBackWhatTheySaid() {
        UUID blocked = town.comment(joon, post, "1");
        UUID sora = town.person("소라");
        UUID muting = town.comment(sora, post, "2");
        UUID dana = town.person("다나");
        UUID underHidden = town.comment(dana, post, "3");
        UUID others = town.comment(dana, post, "4");
        town.put(mina, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();
        town.put(sora, "/api/v1/community/mutes/" + mina).expectStatus().isNoContent();

        town.patch(joon, COMMENTS + blocked, Map.of("body", "x")).expectStatus().isNotFound();
        town.delete(joon, COMMENTS + others).expectStatus().isNotFound();
        town.delete(joon, COMMENTS + blocked).expectStatus().isNoContent();
        town.delete(joon, COMMENTS + blocked).expectStatus().isNotFound();
        town.delete(sora, COMMENTS + muting).expectStatus().isNoContent();
        hidePost();
        town.delete(dana, COMMENTS + underHidden).expectStatus().isNoContent();

        assertThat(town.count("select comment_count from post_standing where post_id = :id", post))
                .isOne();
    }

    @Test
    void whoeverNoLongerSeesACommentCanOnlyWithdrawTheirVoteOnIt() {
        String comment = COMMENTS + town.comment(mina, post, "1");
        UUID sora = town.person("소라");
        UUID dana = town.person("다나");
        for (UUID voter : List.of(joon, sora, dana)) {
            town.vote(voter, comment, 1).expectStatus().isOk();
        }
        town.put(mina, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();

        town.vote(joon, comment, -1).expectStatus().isNotFound();
        town.vote(joon, comment, 0)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.up")
                .isEqualTo(2);
        town.vote(joon, comment, 0).expectStatus().isNotFound();
        hidePost();
        town.vote(sora, comment, 1).expectStatus().isNotFound();
        town.vote(sora, comment, 0)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.up")
                .isEqualTo(1);
        town.vote(town.person("새 사람"), comment, 0).expectStatus().isNotFound();
        hide("comment", UUID.fromString(comment.substring(COMMENTS.length())));
        town.vote(dana, comment, 0)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.up")
                .isEqualTo(0);
    }

    private void hidePost() {
        hide("post", post);
    }

    private void hide(String table, UUID id) {
        database.sql("update " + table + " set hidden_at = now() where id = :id")
                .bind("id", id)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void nothingIsLostWhenManyTalkAtOnce() {
        UUID first = town.comment(mina, post, "1");
        WebClient talkers = WebClient.create("http://localhost:" + port);

        Flux.range(0, 60)
                .flatMap(
                        i ->
                                talkers.post()
                                        .uri("/api/v1/community/posts/" + post + "/comments")
                                        .headers(Town.as(UUID.randomUUID()))
                                        .bodyValue(
                                                Map.of(
                                                        "body",
                                                        "reply " + i,
                                                        "parentId",
                                                        first.toString()))
                                        .retrieve()
                                        .toBodilessEntity(),
                        60)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);

        assertThat(commentCount()).isEqualTo(61);
        assertThat(bodies("old", 7, null)).hasSize(61).doesNotHaveDuplicates();
    }

    @Test
    void aThreadGoesOnlySoDeep() {
        UUID last = town.comment(mina, post, "0");
        for (int depth = 1; depth <= 50; depth++) {
            last = town.reply(mina, post, last, Integer.toString(depth));
        }

        town.send(
                        mina,
                        "/api/v1/community/posts/" + post + "/comments",
                        Map.of("body", "too deep", "parentId", last.toString()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("parentId");
        assertThat(bodies("new", 10, null)).hasSize(51).startsWith("0", "1", "2");
    }

    private long commentCount() {
        return town.json(town.read("/api/v1/community/posts/" + post))
                .path("commentCount")
                .asLong();
    }

    private List<String> bodies(String sort, int limit, @Nullable UUID viewer) {
        List<String> bodies = new ArrayList<>();
        String query = "?sort=" + sort + "&limit=" + limit;
        String cursor = "";
        while (cursor != null) {
            JsonNode page = page(query + cursor, viewer);
            page.path("items").forEach(comment -> bodies.add(comment.path("body").asString()));
            cursor =
                    page.hasNonNull("nextCursor")
                            ? "&cursor=" + page.path("nextCursor").asString()
                            : null;
        }
        return bodies;
    }

    private JsonNode page(String query, @Nullable UUID viewer) {
        String path = "/api/v1/community/posts/" + post + "/comments" + query;
        return town.json(viewer == null ? town.read(path) : town.read(viewer, path));
    }
}
