package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class ModerationIntegrationTests {

    private static final String COMMUNITY = "/api/v1/community";
    private static final String POSTS = COMMUNITY + "/posts/";
    private static final String MODERATION = COMMUNITY + "/moderation/";
    private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENTS =
            new ParameterizedTypeReference<>() {};

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private final UUID moderator = Ids.next();
    private final UUID otherModerator = Ids.next();
    private final String region = Town.newRegion();
    private Town town;
    private UUID mina;
    private UUID joon;
    private UUID post;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        joon = town.person("준");
        post = town.post(mina, Town.draft("Buy " + UUID.randomUUID(), region));
    }

    @Test
    void aPersonsReportCountsOnce() {
        JsonNode first = created(report(joon, "post", post));

        JsonNode second = town.json(report(joon, "post", post).expectStatus().isOk());
        report(town.person("하나"), "post", post).expectStatus().isCreated();

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        JsonNode queued = caseOf(first);
        assertThat(queued.path("reportCount").asInt()).isEqualTo(2);
        assertThat(queued.path("reasons").path("spam").asInt()).isEqualTo(2);
        assertThat(queued.path("reports")).hasSize(2);
        assertThat(queued.path("body").asString()).startsWith("Body of Buy");
    }

    @Test
    void fiftyReportsAtOnceByOnePersonAreOne() {
        WebClient reporters = WebClient.create("http://localhost:" + port);
        Map<String, Object> draft = draft("post", post);

        Flux.range(0, 50)
                .flatMap(
                        _ ->
                                reporters
                                        .post()
                                        .uri(COMMUNITY + "/reports")
                                        .headers(Town.as(joon))
                                        .bodyValue(draft)
                                        .exchangeToMono(answer ->
                                                answer.releaseBody()
                                                        .thenReturn(answer.statusCode().value())),
                        50)
                .filter(status -> status == 201)
                .count()
                .as(StepVerifier::create)
                .expectNext(1L)
                .expectComplete()
                .verify(Town.LIMIT);
        assertThat(town.count("select count(*) from report where target_id = :id", post))
                .isEqualTo(1);
    }

    @Test
    void whatIsReportedHasToBeThere() {
        refused(report(joon, "post", UUID.randomUUID()), "targetId");
        refused(report(joon, "planet", post), "target");
        refused(report(mina, "post", post), "targetId");
        refused(report(mina, "user", mina), "targetId");
        refused(town.send(joon, COMMUNITY + "/reports", Map.of("target", "post")), "targetId");
        Map<String, Object> long_ = draft("post", post);
        long_.put("detail", "x".repeat(50_000));
        refused(town.send(joon, COMMUNITY + "/reports", long_), "detail");
        town.put(mina, COMMUNITY + "/blocks/" + joon).expectStatus().isNoContent();
        refused(report(joon, "post", post), "targetId");
    }

    @Test
    void aHiddenPostIsSeenByItsAuthorAndModeratorsAlone() {
        UUID comment = town.comment(joon, post, "First!");
        JsonNode report = created(report(joon, "post", post));

        JsonNode decided = town.json(decide(moderator, report, "hide", "No adverts."));

        assertThat(decided.path("status").asString()).isEqualTo("decided");
        for (String path : List.of("", "/comments", "/history", "/stream")) {
            town.read(joon, POSTS + post + path).expectStatus().isNotFound();
            town.read(POSTS + post + path).expectStatus().isNotFound();
        }
        town.read(COMMUNITY + "/comments/" + comment).expectStatus().isNotFound();
        assertThat(listed(joon)).doesNotContain(post.toString());
        assertThat(town.json(town.read(mina, POSTS + post)).path("hidden").asBoolean()).isTrue();
        assertThat(town.json(readAs(moderator, POSTS + post)).path("hidden").asBoolean()).isTrue();
        town.vote(joon, POSTS + post, 1).expectStatus().isNotFound();
        town.send(joon, POSTS + post + "/comments", Map.of("body", "x"))
                .expectStatus()
                .isNotFound();
        town.patch(mina, POSTS + post, Map.of("title", "y"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        town.delete(mina, POSTS + post).expectStatus().isNoContent();
    }

    @Test
    void aHiddenCommentLeavesItsPlaceAndDoesNotCount() {
        UUID comment = town.comment(joon, post, "Rude");
        town.reply(mina, post, comment, "Really?");
        UUID lonely = town.comment(joon, post, "Rude too");

        decide(moderator, created(report(mina, "comment", comment)), "hide", "")
                .expectStatus()
                .isOk();
        JsonNode second = created(report(mina, "comment", lonely));
        decide(moderator, second, "hide", "").expectStatus().isOk();

        JsonNode thread = town.json(town.read(POSTS + post + "/comments")).path("items");
        assertThat(thread).hasSize(2);
        assertThat(thread.path(0).path("removed").asBoolean()).isTrue();
        assertThat(thread.path(0).path("body").asString()).isEmpty();
        assertThat(commentCount()).isEqualTo(1);
        assertThat(town.json(town.read(joon, POSTS + post + "/comments")).path("items")).hasSize(3);

        JsonNode appeal = created(appeal(joon, second, "It was a joke."));
        rule(otherModerator, appeal, "accept").expectStatus().isOk();
        assertThat(commentCount()).isEqualTo(2);
        String hidden = COMMUNITY + "/comments/" + comment;
        town.patch(joon, hidden, Map.of("body", "Hey @[s](user:" + mina + ")"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("comment_hidden");
        town.delete(joon, hidden).expectStatus().isNoContent();
        assertThat(commentCount()).isEqualTo(2);
    }

    @Test
    void ofTwoModeratorsOneDecides() {
        JsonNode report = created(report(joon, "post", post));
        WebClient moderators = WebClient.create("http://localhost:" + port);

        List<Integer> statuses = new java.util.ArrayList<>();
        Flux.range(0, 10)
                .flatMap(
                        i ->
                                moderators
                                        .post()
                                        .uri(MODERATION + report.path("id").asString())
                                        .headers(headers ->
                                                headers.setBearerAuth(
                                                        TestTokens.moderator(Ids.next())))
                                        .bodyValue(Map.of("action", i % 2 == 0 ? "hide" : "remove"))
                                        .exchangeToMono(answer ->
                                                answer.releaseBody()
                                                        .thenReturn(answer.statusCode().value())),
                        10)
                .collectList()
                .as(StepVerifier::create)
                .consumeNextWith(statuses::addAll)
                .expectComplete()
                .verify(Town.LIMIT);

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(9);
        assertThat(town.count("select count(*) from moderation_log where target_id = :id", post))
                .isEqualTo(1);
    }

    @Test
    void theSuspendedReadAndTakeBackButDoNotWrite() {
        UUID comment = town.comment(mina, post, "Mine");
        JsonNode report = created(report(joon, "user", mina));
        refused(decide(moderator, report, "hide", ""), "action");

        decide(moderator, report, "suspend_author", "Calm down.").expectStatus().isOk();

        town.send(mina, COMMUNITY + "/posts", Town.draft("More"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("suspended");
        town.send(mina, POSTS + post + "/comments", Map.of("body", "x"))
                .expectStatus()
                .isForbidden();
        town.patch(mina, POSTS + post, Map.of("title", "x")).expectStatus().isForbidden();
        town.vote(mina, POSTS + post, 1).expectStatus().isForbidden();
        town.put(mina, COMMUNITY + "/follows/" + joon).expectStatus().isForbidden();
        town.read(mina, POSTS + post).expectStatus().isOk();
        town.delete(mina, COMMUNITY + "/comments/" + comment).expectStatus().isNoContent();

        JsonNode appeal = created(appeal(mina, mineOf(mina), "Why?"));
        rule(otherModerator, appeal, "accept").expectStatus().isOk();
        town.vote(mina, POSTS + post, 1).expectStatus().isOk();
    }

    @Test
    void aRemovedPostComesBackOnAppeal() {
        JsonNode report = created(report(joon, "post", post));
        decide(moderator, report, "remove", "Gone.").expectStatus().isOk();
        town.read(mina, POSTS + post).expectStatus().isNotFound();

        JsonNode own = mineOf(mina);
        assertThat(own.path("note").asString()).isEqualTo("Gone.");
        assertThat(own.toString())
                .doesNotContain(joon.toString())
                .doesNotContain(moderator.toString());
        appeal(joon, own, "x").expectStatus().isNotFound();
        JsonNode appeal = created(appeal(mina, own, "It is my bicycle."));
        appeal(mina, own, "Again").expectStatus().isEqualTo(HttpStatus.CONFLICT);
        town.read(joon, MODERATION + "appeals/" + appeal.path("id").asString())
                .expectStatus()
                .isNotFound();
        rule(moderator, appeal, "accept").expectStatus().isForbidden();
        rule(otherModerator, appeal, "accept").expectStatus().isOk();
        rule(Ids.next(), appeal, "reject").expectStatus().isEqualTo(HttpStatus.CONFLICT);

        town.read(joon, POSTS + post).expectStatus().isOk();
        assertThat(mineOf(mina).path("overturned").asBoolean()).isTrue();
    }

    @Test
    void aRemovedReplyComesBackUnderItsTombstone() {
        UUID root = town.comment(joon, post, "Root");
        UUID reply = town.reply(mina, post, root, "Reply");
        town.delete(joon, COMMUNITY + "/comments/" + root).expectStatus().isNoContent();
        JsonNode report = created(report(joon, "comment", reply));
        decide(moderator, report, "remove", "").expectStatus().isOk();
        assertThat(town.json(town.read(POSTS + post + "/comments")).path("items")).isEmpty();

        rule(otherModerator, created(appeal(mina, mineOf(mina), "Please")), "accept")
                .expectStatus()
                .isOk();

        assertThat(town.json(town.read(POSTS + post + "/comments")).path("items")).hasSize(2);
        assertThat(commentCount()).isEqualTo(1);
    }

    @Test
    void whatItsAuthorDeletedStaysDeletedWhenTheDecisionIsOverturned() {
        UUID comment = town.comment(mina, post, "Mine");
        decide(moderator, created(report(joon, "comment", comment)), "hide", "")
                .expectStatus()
                .isOk();
        town.delete(mina, COMMUNITY + "/comments/" + comment).expectStatus().isNoContent();
        JsonNode onComment = created(appeal(mina, mineOf(mina), "Why?"));
        decide(moderator, created(report(joon, "post", post)), "hide", "").expectStatus().isOk();
        town.delete(mina, POSTS + post).expectStatus().isNoContent();
        JsonNode onPost = created(appeal(mina, mineOf(mina), "Why?"));

        rule(otherModerator, onComment, "accept").expectStatus().isOk();
        rule(otherModerator, onPost, "accept").expectStatus().isOk();

        town.read(mina, COMMUNITY + "/comments/" + comment).expectStatus().isNotFound();
        town.read(mina, POSTS + post).expectStatus().isNotFound();
        assertThat(listed(joon)).isEmpty();
    }

    @Test
    void whatOneDecisionHidesAnotherCaseDoesNotShow() {
        decide(moderator, created(report(joon, "post", post)), "hide", "").expectStatus().isOk();
        JsonNode first = mineOf(mina);
        JsonNode again = created(reportAs(otherModerator, "post", post));
        decide(moderator, again, "dismiss", "").expectStatus().isOk();
        town.read(joon, POSTS + post).expectStatus().isNotFound();

        JsonNode third = created(reportAs(Ids.next(), "post", post));
        decide(moderator, third, "suspend_author", "").expectStatus().isOk();
        rule(otherModerator, created(appeal(mina, first, "Why?")), "accept").expectStatus().isOk();
        town.read(joon, POSTS + post).expectStatus().isNotFound();

        rule(otherModerator, created(appeal(mina, mineOf(mina), "Why?")), "accept")
                .expectStatus()
                .isOk();
        town.read(joon, POSTS + post).expectStatus().isOk();
    }

    @Test
    void whatWasHiddenAndThenRemovedComesBackOnceNeitherStands() {
        UUID comment = town.comment(mina, post, "Mine");
        decide(moderator, created(report(joon, "comment", comment)), "hide", "")
                .expectStatus()
                .isOk();
        JsonNode hiding = mineOf(mina);
        decide(moderator, created(reportAs(otherModerator, "comment", comment)), "remove", "")
                .expectStatus()
                .isOk();
        JsonNode removing = mineOf(mina);

        rule(otherModerator, created(appeal(mina, removing, "Why?")), "accept")
                .expectStatus()
                .isOk();
        town.read(joon, COMMUNITY + "/comments/" + comment).expectStatus().isNotFound();
        assertThat(commentCount()).isZero();

        rule(otherModerator, created(appeal(mina, hiding, "Why?")), "accept").expectStatus().isOk();
        town.read(joon, COMMUNITY + "/comments/" + comment).expectStatus().isOk();
        assertThat(commentCount()).isEqualTo(1);
    }

    @Test
    void ofOverlappingSuspensionsTheLongestThatStandsCounts() {
        suspend(created(report(joon, "user", mina)), Duration.ofDays(30));
        JsonNode month = mineOf(mina);
        suspend(created(report(town.person("하나"), "user", mina)), Duration.ofDays(60));
        JsonNode twoMonths = mineOf(mina);
        suspend(created(report(town.person("두리"), "user", mina)), Duration.ofDays(7));

        String until = month.path("suspendedUntil").asString();

        overturn(twoMonths);
        town.vote(mina, POSTS + post, 1)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains(until));
        overturn(month);
        town.vote(mina, POSTS + post, 1).expectStatus().isForbidden();
        overturn(mineOf(mina));
        town.vote(mina, POSTS + post, 1).expectStatus().isOk();
    }

    private void suspend(JsonNode report, Duration time) {
        client.post()
                .uri(MODERATION + report.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .bodyValue(
                        Map.of(
                                "action",
                                "suspend_author",
                                "until",
                                Instant.now().plus(time).toString()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void overturn(JsonNode decision) {
        rule(otherModerator, created(appeal(mina, decision, "Why?")), "accept")
                .expectStatus()
                .isOk();
    }

    @Test
    void peopleHearWhatWasDecided() {
        JsonNode report = created(report(joon, "post", post));
        decide(moderator, report, "hide", "No adverts.").expectStatus().isOk();

        assertThat(noted(mina)).isEqualTo(1);
        assertThat(noted(joon)).isEqualTo(1);
        assertThat(
                        town.count(
                                "select count(*) from notification where recipient_id = :id and note = 'hide: No adverts.'",
                                mina))
                .isEqualTo(1);
    }

    @Test
    void everyActionIsOnTheLogForGood() {
        JsonNode report = created(report(joon, "post", post));
        decide(moderator, report, "dismiss", "Fine.").expectStatus().isOk();
        client.delete()
                .uri(POSTS + post)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .exchange()
                .expectStatus()
                .isNoContent();

        JsonNode log = town.json(readAs(moderator, MODERATION + "log")).path("items");

        assertThat(log)
                .filteredOn(entry -> entry.path("targetId").asString().equals(post.toString()))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("remove", "dismiss");
        for (String statement :
                List.of(
                        "update moderation_log set note = 'x'",
                        "update moderation_log set moderator_id = gen_random_uuid()",
                        "update moderation_log set author_id = null, action = 'x'",
                        "delete from moderation_log",
                        "truncate moderation_log")) {
            database.sql(statement)
                    .then()
                    .as(StepVerifier::create)
                    .expectErrorMatches(error ->
                            String.valueOf(error.getMessage()).contains("only ever added to"))
                    .verify(Town.LIMIT);
        }
    }

    @Test
    void whatAModeratorRemovesWithoutAReportIsHeardOfAndAppealed() {
        UUID comment = town.comment(mina, post, "Mine");
        created(report(joon, "post", post));
        deleteAs(moderator, COMMUNITY + "/comments/" + comment);
        JsonNode onComment = mineOf(mina);
        deleteAs(moderator, POSTS + post);
        JsonNode onPost = mineOf(mina);

        assertThat(onComment.path("targetId").asString()).isEqualTo(comment.toString());
        assertThat(onPost.path("action").asString()).isEqualTo("remove");
        assertThat(noted(mina)).isEqualTo(2);
        assertThat(noted(joon)).isEqualTo(1);

        overturn(onPost);
        overturn(onComment);
        town.read(joon, POSTS + post).expectStatus().isOk();
        town.read(joon, COMMUNITY + "/comments/" + comment).expectStatus().isOk();
    }

    @Test
    void whatAModeratorEditsIsHeardOf() {
        UUID comment = town.comment(mina, post, "Mine");

        patchAs(moderator, POSTS + post, Map.of("title", "Better"));
        patchAs(moderator, COMMUNITY + "/comments/" + comment, Map.of("body", "Better"));

        assertThat(noted(mina)).isEqualTo(2);
        assertThat(
                        town.count(
                                "select count(*) from moderation_log where author_id = :id and action = 'edit'",
                                mina))
                .isEqualTo(2);
    }

    @Test
    void theirOwnCasesAreNotInAModeratorsQueue() {
        UUID own = town.person("mod");
        UUID written = town.post(own, Town.draft("Mine " + UUID.randomUUID()));

        queueAs(own)
                .as(StepVerifier::create)
                .expectNext("mark")
                .then(() -> created(report(joon, "post", written)))
                .then(() -> created(report(joon, "post", post)))
                .thenConsumeWhile(id -> !Set.of(post.toString(), written.toString()).contains(id))
                .expectNext(post.toString())
                .thenCancel()
                .verify(Town.LIMIT.multipliedBy(2));
        assertThat(queuedFor(own)).doesNotContain(written.toString()).contains(post.toString());
        assertThat(queuedFor(moderator)).contains(written.toString());
    }

    /** What the cases are about that change from the moment on in which the stream stands. */
    private Flux<String> queueAs(UUID who) {
        return WebClient.create("http://localhost:" + port)
                .get()
                .uri(MODERATION + "queue/stream")
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(EVENTS)
                .filter(event -> event.id() != null)
                .map(event ->
                        event.data() == null
                                ? "mark"
                                : event.data().path("targetId").asString("mark"));
    }

    private List<String> queuedFor(UUID who) {
        JsonNode queue = town.json(readAs(who, MODERATION + "queue?limit=100"));
        return StreamSupport.stream(queue.path("items").spliterator(), false)
                .map(item -> item.path("targetId").asString())
                .toList();
    }

    private void deleteAs(UUID who, String path) {
        client.delete()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private void patchAs(UUID who, String path, Map<String, Object> changes) {
        client.patch()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue(changes)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void theQueueShowsWhatIsMostUrgentFirstAndOnlyToModerators() {
        UUID quiet = town.post(mina, Town.draft("Quiet " + UUID.randomUUID(), region));
        created(report(joon, "post", quiet));
        for (int i = 0; i < 3; i++) {
            created(report(town.person("p" + i), "post", post));
        }

        JsonNode queue = town.json(readAs(moderator, MODERATION + "queue?limit=100")).path("items");

        List<String> order =
                StreamSupport.stream(queue.spliterator(), false)
                        .map(item -> item.path("targetId").asString())
                        .toList();
        assertThat(order.indexOf(post.toString()))
                .isLessThan(order.indexOf(quiet.toString()))
                .isNotNegative();
        for (String path : List.of("queue", "queue/stream", "log", "appeals")) {
            town.read(joon, MODERATION + path).expectStatus().isForbidden();
            town.read(MODERATION + path).expectStatus().isUnauthorized();
        }
        town.read(
                        mina,
                        MODERATION
                                + caseOf(created(report(joon, "user", mina))).path("id").asString())
                .expectStatus()
                .isNotFound();
    }

    @Test
    void theQueueIsAStream() {
        Flux<ServerSentEvent<JsonNode>> events =
                WebClient.create("http://localhost:" + port)
                        .get()
                        .uri(MODERATION + "queue/stream")
                        .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .retrieve()
                        .bodyToFlux(EVENTS)
                        .filter(event ->
                                event.data() != null
                                        && post.toString()
                                                .equals(event.data().path("targetId").asString()));
        JsonNode[] report = new JsonNode[1];

        events.map(event -> String.valueOf(event.event()))
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(700))
                .then(() -> report[0] = created(report(joon, "post", post)))
                .expectNext("case_changed")
                .then(() -> decide(moderator, report[0], "dismiss", "").expectStatus().isOk())
                .expectNext("case_decided")
                .thenCancel()
                .verify(Town.LIMIT.multipliedBy(2));
    }

    @Test
    void whoeverIsRightWeighsMore() {
        decide(moderator, created(report(joon, "post", post)), "hide", "").expectStatus().isOk();
        UUID other = town.post(mina, Town.draft("Other " + UUID.randomUUID()));
        JsonNode right = caseOf(created(report(joon, "post", other)));
        decide(moderator, right, "dismiss", "").expectStatus().isOk();
        UUID third = town.post(mina, Town.draft("Third " + UUID.randomUUID()));
        JsonNode mixed = caseOf(created(report(joon, "post", third)));

        assertThat(right.path("priority").asDouble()).isGreaterThan(1);
        assertThat(mixed.path("priority").asDouble()).isLessThan(right.path("priority").asDouble());
    }

    @Test
    void afterADecisionOnlyAnEditCanBeReportedAgain() {
        JsonNode first = created(report(joon, "post", post));
        decide(moderator, first, "dismiss", "").expectStatus().isOk();
        report(joon, "post", post).expectStatus().isOk();
        town.patch(mina, POSTS + post, Map.of("body", "Worse")).expectStatus().isOk();

        JsonNode second = created(report(joon, "post", post));

        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void anEditDoesNotTakeWhatWasReportedFromTheModerators() {
        UUID comment = town.comment(mina, post, "Rude");
        created(report(joon, "comment", comment));
        JsonNode report = created(report(town.person("하나"), "comment", comment));
        assertThat(caseOf(report).path("reports").path(0).has("body")).isFalse();

        town.patch(mina, COMMUNITY + "/comments/" + comment, Map.of("body", "Polite"))
                .expectStatus()
                .isOk();
        town.patch(mina, POSTS + post, Map.of("title", "Innocent")).expectStatus().isOk();
        JsonNode onPost = created(report(joon, "post", post));
        town.patch(mina, POSTS + post, Map.of("title", "Harmless")).expectStatus().isOk();

        JsonNode reported = caseOf(report);
        assertThat(reported.path("body").asString()).isEqualTo("Polite");
        assertThat(reported.path("reports")).hasSize(2);
        assertThat(reported.path("reports").path(0).path("body").asString()).isEqualTo("Rude");
        assertThat(reported.path("reports").path(1).has("body")).isFalse();
        assertThat(caseOf(onPost).path("title").asString()).isEqualTo("Harmless");
        assertThat(caseOf(onPost).path("reports").path(0).path("title").asString())
                .isEqualTo("Innocent");
    }

    @Test
    void nobodyDecidesOnTheirOwn() {
        UUID own = town.person("mod");
        UUID written = town.post(own, Town.draft("Mine " + UUID.randomUUID()));
        JsonNode report = created(report(joon, "post", written));

        decide(own, report, "dismiss", "").expectStatus().isForbidden();
        readAs(own, MODERATION + report.path("id").asString()).expectStatus().isNotFound();
        decide(moderator, report, "explode", "").expectStatus().isBadRequest();
        town.send(joon, MODERATION + report.path("id").asString(), Map.of("action", "dismiss"))
                .expectStatus()
                .isForbidden();
        client.post()
                .uri(MODERATION + UUID.randomUUID())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .bodyValue(Map.of("action", "dismiss"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private WebTestClient.ResponseSpec report(UUID reporter, String target, UUID id) {
        return town.send(reporter, COMMUNITY + "/reports", draft(target, id));
    }

    private WebTestClient.ResponseSpec reportAs(UUID who, String target, UUID id) {
        return client.post()
                .uri(COMMUNITY + "/reports")
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .bodyValue(draft(target, id))
                .exchange();
    }

    private static Map<String, Object> draft(String target, UUID id) {
        Map<String, Object> draft = new HashMap<>();
        draft.put("target", target);
        draft.put("targetId", id.toString());
        draft.put("reason", "spam");
        return draft;
    }

    private WebTestClient.ResponseSpec decide(
            UUID who, JsonNode report, String action, String note) {
        return client.post()
                .uri(MODERATION + report.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("action", action, "note", note))
                .exchange();
    }

    private WebTestClient.ResponseSpec appeal(UUID author, JsonNode decision, String body) {
        JsonNode known = decision.has("decidedAt") ? decision : mineOf(author);
        return town.send(
                author,
                MODERATION + known.path("id").asString() + "/appeals",
                Map.of("body", body));
    }

    private WebTestClient.ResponseSpec rule(UUID who, JsonNode appeal, String decision) {
        return client.post()
                .uri(MODERATION + "appeals/" + appeal.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .bodyValue(Map.of("decision", decision))
                .exchange();
    }

    /** The latest decision against somebody. */
    private JsonNode mineOf(UUID person) {
        return town.json(town.read(person, MODERATION + "mine")).path("items").path(0);
    }

    private JsonNode caseOf(JsonNode report) {
        return town.json(readAs(moderator, MODERATION + report.path("id").asString()));
    }

    private WebTestClient.ResponseSpec readAs(UUID who, String path) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(who)))
                .exchange();
    }

    private List<String> listed(UUID viewer) {
        JsonNode items =
                town.json(town.read(viewer, COMMUNITY + "/posts?region=" + region)).path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("id").asString())
                .toList();
    }

    private long commentCount() {
        return town.json(town.read(POSTS + post)).path("commentCount").asLong();
    }

    private long noted(UUID person) {
        return town.count(
                "select count(*) from notification where recipient_id = :id and kind = 'moderation'",
                person);
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private JsonNode created(WebTestClient.ResponseSpec answer) {
        return town.json(answer.expectStatus().isCreated().expectHeader().exists("Location"));
    }

    private static void refused(WebTestClient.ResponseSpec answer, String field) {
        answer.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }
}
