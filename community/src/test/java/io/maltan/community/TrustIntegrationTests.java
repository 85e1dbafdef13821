package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Floods, repetitions and watched words. */
@MaltanServiceTest(service = "community")
class TrustIntegrationTests {

    private static final String COMMUNITY = "/api/v1/community";
    private static final String POSTS = COMMUNITY + "/posts";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private final String region = Town.newRegion();
    private Town town;
    private UUID mina;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
    }

    @Test
    void aNewcomerWaitsAndATrustedMemberGoesOn() {
        wrote("post", 120);

        town.send(mina, POSTS, Town.draft("One more"))
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("rate_limited");
        town.comment(
                mina,
                town.post(town.person("준"), Town.draft("Other")),
                "Comments are counted apart");

        run("update member set joined_at = now() - interval '2 days' where id = :id", mina);
        run(
                """
                insert into post (id, author_id, title, body, body_html, category, version, created_at)
                select gen_random_uuid(), :id, 'x', 'x', 'x', 'free', 1, now() from generate_series(1, 5)
                """,
                mina);
        town.post(mina, Town.draft("One more"));
    }

    @Test
    void theLimitHoldsWhateverComesAtOnce() {
        wrote("post", 117);

        List<Integer> statuses = atOnce(12, i -> Town.draft("Flood " + i));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(3);
        assertThat(Collections.frequency(statuses, 429)).isEqualTo(9);
    }

    @Test
    void theSameIsSaidOnce() {
        List<Integer> statuses = atOnce(20, _ -> Town.draft("Same"));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(19);
        Map<String, Object> spaced = Town.draft("  ＳＡＭＥ ");
        spaced.put("body", "Body   of\nSame");
        town.send(mina, POSTS, spaced)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("duplicate_content");
        town.post(town.person("준"), Town.draft("Same"));
    }

    @Test
    void editsHaveALimitOfTheirOwnAndMayGoBack() {
        UUID post = town.post(mina, Town.draft("Once"));
        UUID comment = town.comment(mina, post, "A comment");
        wrote("edit", 597);

        String path = POSTS + "/" + post;
        town.patch(mina, path, Map.of("title", "Twice")).expectStatus().isOk();
        town.patch(mina, path, Map.of("title", "Twice")).expectStatus().isOk();
        town.patch(mina, path, Map.of("title", "Once")).expectStatus().isOk();
        town.patch(mina, path, Map.of("title", "Twice")).expectStatus().isOk();
        for (String text : List.of(path, COMMUNITY + "/comments/" + comment)) {
            town.patch(mina, text, Map.of("body", "Once more"))
                    .expectStatus()
                    .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                    .expectHeader()
                    .exists("Retry-After");
        }
        town.post(mina, Town.draft("New ones are counted apart"));
    }

    @Test
    void shortCommentsMayBeRepeatedElsewhere() {
        UUID first = town.post(mina, Town.draft("First"));
        UUID second = town.post(mina, Town.draft("Second"));
        town.comment(mina, first, "Thanks!");
        town.comment(mina, second, "Thanks!");
        String advert = "Buy this wonderful thing at my shop, only this week, for everybody!";
        town.comment(mina, first, advert);

        for (String text : List.of("Thanks!", advert)) {
            town.send(mina, POSTS + "/" + first + "/comments", Map.of("body", text))
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT);
        }
        town.send(mina, POSTS + "/" + second + "/comments", Map.of("body", advert))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void whatWasRefusedIsNotCounted() {
        UUID post = town.post(mina, Town.draft("Here"));
        UUID missing = UUID.randomUUID();
        town.send(
                        mina,
                        POSTS + "/" + post + "/comments",
                        Map.of("body", "Again", "parentId", missing.toString()))
                .expectStatus()
                .isBadRequest();

        town.comment(mina, post, "Again");
    }

    @Test
    void aNewcomersLinksAndPhotosAreFew() {
        Map<String, Object> links = Town.draft("Links");
        links.put("body", "https://example.org ".repeat(11));
        refused(links, "body");
        Map<String, Object> photos = Town.draft("Photos");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        photos.put("photos", ids);
        refused(photos, "photos");
        client.post()
                .uri(POSTS)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(mina)))
                .bodyValue(links)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void someWordsAreRefused() {
        refused(Town.draft("Z-z-r-3-j-e-c-t-e-d"), "body");
        UUID post = town.post(mina, Town.draft("Fine"));
        town.patch(mina, POSTS + "/" + post, Map.of("body", "zzrejected"))
                .expectStatus()
                .isBadRequest();
        town.send(mina, POSTS + "/" + post + "/comments", Map.of("body", "ZZREJECTED"))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void someWordsAreSeenByAModeratorFirst() {
        UUID joon = town.person("준");
        Map<String, Object> draft = Town.draft("보류 말 @[x](user:" + joon + ")", region);
        UUID post = town.post(mina, draft);
        UUID open = town.post(mina, Town.draft("Open", region));
        UUID comment = town.comment(joon, open, "zzheld");

        assertThat(town.json(town.read(mina, POSTS + "/" + post)).path("hidden").asBoolean())
                .isTrue();
        town.read(joon, POSTS + "/" + post).expectStatus().isNotFound();
        assertThat(town.json(town.read(POSTS + "?region=" + region)).path("items")).hasSize(1);
        assertThat(town.json(town.read(POSTS + "/" + open)).path("commentCount").asInt()).isZero();
        assertThat(town.count("select count(*) from notification where recipient_id = :id", joon))
                .isZero();

        release(post);
        release(comment);

        town.read(joon, POSTS + "/" + post).expectStatus().isOk();
        assertThat(
                        town.count(
                                "select count(*) from notification where recipient_id = :id and kind = 'mention'",
                                joon))
                .isOne();
        assertThat(town.json(town.read(POSTS + "/" + open)).path("commentCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void whoIsAnsweredHearsOfACommentWhenItIsShown() {
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        UUID post = town.post(joon, Town.draft("Open", region));
        UUID parent = town.comment(sora, post, "First");
        UUID held = town.reply(mina, post, parent, "zzheld");
        assertThat(told(joon, "comment")).isOne();
        assertThat(told(sora, "reply")).isZero();

        release(held);

        assertThat(told(sora, "reply")).isOne();
        assertThat(actorsOf(joon, "comment")).isEqualTo(2);
    }

    @Test
    void anEditThatIsHeldTellsNobodyUntilItIsShown() {
        UUID joon = town.person("준");
        String body = "zzheld @[x](user:" + joon + ")";
        UUID post = town.post(mina, Town.draft("Open", region));
        UUID commented = town.post(mina, Town.draft("Commented", region));
        UUID comment = town.comment(mina, commented, "Fine");

        town.patch(mina, POSTS + "/" + post, Map.of("body", body)).expectStatus().isOk();
        town.patch(mina, COMMUNITY + "/comments/" + comment, Map.of("body", body))
                .expectStatus()
                .isOk();
        assertThat(told(joon, "mention")).isZero();

        release(post);
        release(comment);
        assertThat(told(joon, "mention")).isEqualTo(2);
    }

    @Test
    void ofWhatIsHeldNoEventTellsBeforeItIsShown() {
        Map<String, Object> draft = Town.draft("zzheld", region);
        UUID post = town.post(mina, draft);
        UUID open = town.post(mina, Town.draft("Open", region));
        UUID comment = town.comment(mina, open, "zzheld too");

        assertThat(eventsOn(post)).containsExactly("post.held");
        assertThat(eventsOn(comment)).isEmpty();
        release(post);
        release(comment);
        assertThat(eventsOn(post)).containsExactly("post.held", "post.created");
        assertThat(eventsOn(comment)).containsExactly("comment.created");
    }

    private List<String> eventsOn(UUID subject) {
        List<String> types = new ArrayList<>();
        database.sql("select type from outbox where subject = :subject order by sequence")
                .bind("subject", subject.toString())
                .mapValue(String.class)
                .all()
                .collectList()
                .as(StepVerifier::create)
                .consumeNextWith(types::addAll)
                .expectComplete()
                .verify(Town.LIMIT);
        return types;
    }

    private long told(UUID person, String kind) {
        return town.count(
                "select count(*) from notification where kind = '%s' and recipient_id = :id"
                        .formatted(kind),
                person);
    }

    private long actorsOf(UUID person, String kind) {
        return town.count(
                "select actor_count from notification where kind = '%s' and recipient_id = :id"
                        .formatted(kind),
                person);
    }

    @Test
    void someWordsAreShownAndLookedAt() {
        UUID post = town.post(mina, Town.draft("zzflagged", region));

        town.read(POSTS + "/" + post).expectStatus().isOk();
        assertThat(caseOn(post).path("reasons").path("watched_word").asInt()).isEqualTo(1);
        UUID held = town.post(mina, Town.draft("zzheld", region));
        String logged =
                "select count(*) from moderation_log where target_id = :id and moderator_id is null and action = '%s'";
        assertThat(town.count(logged.formatted("flag"), post)).isOne();
        assertThat(town.count(logged.formatted("hold"), held)).isOne();
    }

    @Test
    void aRegionStandsForAllThatLiesWithin() {
        String province = "97";
        UUID district = town.post(mina, Town.draft("In a district", province + "010"));
        UUID whole = town.post(mina, Town.draft("In the province", province));
        UUID quarter = town.post(mina, Town.draft("In a quarter", province + "01053"));
        town.post(mina, Town.draft("Elsewhere", "98010"));
        town.post(mina, Town.draft("No number", province + "-x"));

        for (String order : List.of("new", "hot", "top")) {
            assertThat(listed("region=" + province + "&sort=" + order))
                    .containsExactlyInAnyOrder(whole, district, quarter);
        }
        assertThat(listed("region=" + province + "010")).containsExactly(quarter, district);
        assertThat(listed("region=" + province + "01053")).containsExactly(quarter);
    }

    private List<UUID> listed(String query) {
        JsonNode items = town.json(town.read(POSTS + "?" + query)).path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> UUID.fromString(item.path("id").asString()))
                .toList();
    }

    private void release(UUID target) {
        client.post()
                .uri(COMMUNITY + "/moderation/" + caseOn(target).path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(Ids.next())))
                .bodyValue(Map.of("action", "dismiss"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private JsonNode caseOn(UUID target) {
        JsonNode queue =
                town.json(
                        client.get()
                                .uri(COMMUNITY + "/moderation/queue?limit=100")
                                .headers(headers ->
                                        headers.setBearerAuth(TestTokens.moderator(Ids.next())))
                                .exchange());
        return StreamSupport.stream(queue.path("items").spliterator(), false)
                .filter(item -> item.path("targetId").asString().equals(target.toString()))
                .findFirst()
                .orElseThrow();
    }

    private void refused(Map<String, Object> draft, String field) {
        town.send(mina, POSTS, draft)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private List<Integer> atOnce(
            int times, java.util.function.IntFunction<Map<String, Object>> draft) {
        WebClient writers = WebClient.create("http://localhost:" + port);
        List<Integer> statuses = new ArrayList<>();
        Flux.range(0, times)
                .flatMap(
                        i ->
                                writers.post()
                                        .uri(POSTS)
                                        .headers(Town.as(mina))
                                        .bodyValue(draft.apply(i))
                                        .exchangeToMono(answer ->
                                                answer.releaseBody()
                                                        .thenReturn(answer.statusCode().value())),
                        times)
                .collectList()
                .as(StepVerifier::create)
                .consumeNextWith(statuses::addAll)
                .expectComplete()
                .verify(Town.LIMIT);
        return statuses;
    }

    private void wrote(String kind, int times) {
        run(
                "insert into writing (author_id, kind, fingerprint) select :id, '%s', n from generate_series(1, %d) n"
                        .formatted(kind, times),
                mina);
    }

    private void run(String statement, UUID id) {
        database.sql(statement)
                .bind("id", id)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }
}
