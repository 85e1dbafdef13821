package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Hashtags, mentions, photos, and finding posts by what they say. */
@MaltanServiceTest(service = "community")
class WordsIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private TransactionalOperator transactional;

    private final String region = Town.newRegion();
    private Town town;
    private UUID mina;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나-" + UUID.randomUUID());
    }

    @Test
    void postsAreFoundByTheirHashtags() {
        UUID titled = town.post(mina, Town.draft("점심 #Gangnam맛집", region));
        Map<String, Object> draft = Town.draft("저녁", region);
        draft.put("body", "여기 #gangnam맛집 #야식");
        UUID written = town.post(mina, draft);

        assertThat(found("tag={t}", "gangnam맛집")).containsExactly(written, titled);
        assertThat(found("tag={t}&sort=hot", "#GANGNAM맛집"))
                .containsExactlyInAnyOrder(written, titled);
        assertThat(found("tag={t}", "gangnam")).isEmpty();
        assertThat(town.json(town.read(POSTS + "/" + written)).path("tags"))
                .extracting(JsonNode::asString)
                .containsExactly("gangnam맛집", "야식");
        town.read(POSTS + "?tag={t}", "a b").expectStatus().isBadRequest();

        town.patch(mina, POSTS + "/" + written, Map.of("body", "#야식 만")).expectStatus().isOk();
        assertThat(found("tag={t}", "gangnam맛집")).containsExactly(titled);
    }

    @Test
    void mentionsNameWhoIsMeant() {
        String name = "j" + UUID.randomUUID().toString().replace("-", "");
        UUID joon = town.person(name);
        UUID twin = town.person("twin");
        UUID other = town.person("Twin");
        UUID post = town.post(mina, Town.draft("Who", region));
        UUID comment =
                town.comment(
                        mina,
                        post,
                        "@"
                                + name.toUpperCase(java.util.Locale.ROOT)
                                + " @twin @[x](user:"
                                + other
                                + ")");

        String html =
                town.json(town.read("/api/v1/community/comments/" + comment))
                        .path("bodyHtml")
                        .asString();

        assertThat(html)
                .contains("data-user=\"" + joon + "\">&#64;" + name)
                .contains("data-user=\"" + other + "\">&#64;Twin")
                .contains("&#64;twin ")
                .doesNotContain(twin.toString());
    }

    @Test
    void photosComeWithTheirAddresses() {
        UUID photo = UUID.randomUUID();
        Map<String, Object> draft = Town.draft("Seen", region);
        draft.put("photos", List.of(photo.toString()));
        UUID post = town.post(mina, draft);

        JsonNode shown = town.json(town.read(POSTS + "/" + post)).path("photos").path(0);

        assertThat(shown.path("id").asString()).isEqualTo(photo.toString());
        assertThat(shown.path("url").asString())
                .isEqualTo("/api/v1/places/photos/" + photo + "?size=large");
        assertThat(shown.path("thumbUrl").asString()).endsWith(photo + "?size=thumb");
        assertThat(
                        town.count(
                                "select count(*) from outbox where type = 'post.created' and data -> 'photoIds' ->> 0 = cast(:id as text)",
                                photo))
                .isEqualTo(1);
        town.patch(mina, POSTS + "/" + post, Map.of("photos", List.of())).expectStatus().isOk();
        assertThat(town.json(town.read(POSTS + "/" + post)).path("photos")).isEmpty();
    }

    @Test
    void photosAreFewAndEachNamedOnce() {
        UUID photo = UUID.randomUUID();
        requireRefused("photos", java.util.Collections.nCopies(2, photo.toString()));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            many.add(UUID.randomUUID().toString());
        }
        requireRefused("photos", many);
        Map<String, Object> draft = Town.draft("Bad", region);
        draft.put("photos", List.of("../../etc"));
        town.send(mina, POSTS, draft).expectStatus().isBadRequest();
        draft.put("photos", "no list");
        town.send(mina, POSTS, draft).expectStatus().isBadRequest();
    }

    @Test
    void postsAreFoundWhateverTheBlanksAndTheWidth() {
        UUID spaced = town.post(mina, Town.draft("강남 맛집 추천", region));
        UUID joined = town.post(mina, Town.draft("강남맛집 모음 ＣＡＦＥ", region));
        town.post(mina, Town.draft("강북", region));

        assertThat(found("q={q}", "강남맛집")).containsExactly(joined, spaced);
        assertThat(found("q={q}", "추천")).containsExactly(spaced);
        assertThat(found("q={q}", "집")).containsExactly(joined, spaced);
        assertThat(found("q={q}", "cafe")).containsExactly(joined);
        assertThat(found("q={q}", "ca")).containsExactly(joined);
        assertThat(found("q={q}", "맛집 강남 모음")).containsExactly(joined);
        assertThat(found("q={q}", "강집")).isEmpty();
        assertThat(found("q={q}", "맛집\u3000강남\u00a0모음")).containsExactly(joined);
        assertThat(found("q={q}", "\u200b")).hasSize(3);
        assertThat(found("q={q}", "추천 \u00a0 \u3164")).containsExactly(spaced);
        assertThat(found("q={q}", "'; drop table post; --")).isEmpty();
        assertThat(found("q={q}", "\\%_")).isEmpty();
    }

    @Test
    void theLongestTextIsIndexedToo() {
        StringBuilder body = new StringBuilder("끝말 ");
        for (int i = 0; body.length() < 20_000; i++) {
            body.append((char) ('가' + i * 7 % 11_172));
        }
        Map<String, Object> draft = Town.draft("Long", region);
        draft.put("body", body.substring(0, 20_000));
        UUID post = town.post(mina, draft);

        assertThat(found("q={q}", "끝말")).containsExactly(post);
        assertThat(found("q={q}", body.substring(19_990, 20_000))).containsExactly(post);
    }

    @Test
    void aBlockedAuthorIsNotFound() {
        UUID joon = town.person("joon");
        town.post(mina, Town.draft("숨바꼭질 #숨바꼭질", region));
        town.put(joon, "/api/v1/community/blocks/" + mina).expectStatus().isNoContent();

        JsonNode byWord = town.json(town.read(joon, POSTS + "?region=" + region + "&q=숨바꼭질"));
        JsonNode byTag = town.json(town.read(joon, POSTS + "?region=" + region + "&tag=숨바꼭질"));

        assertThat(byWord.path("items")).isEmpty();
        assertThat(byTag.path("items")).isEmpty();
    }

    /** On a table as large as it takes for an index to be worth it. */
    @Test
    void wordsOfTwoSyllablesAndTagsAreFoundThroughTheirIndex() {
        Flux<String> plans =
                run(MANY_POSTS)
                        .thenMany(run("analyze post"))
                        .thenMany(plan("search_grams(title || ' ' || body) @> search_keys('쿼카')"))
                        .concatWith(plan("search_grams(title || ' ' || body) @> search_keys('쿼')"))
                        .concatWith(plan("tags @> array['quokka']"))
                        .collectList()
                        .flatMap(found ->
                                run("delete from post where title like 'bulk %'").thenReturn(found))
                        .flatMapIterable(found -> found);

        plans.as(StepVerifier::create)
                .assertNext(plan -> assertThat(plan).contains("post_words"))
                .assertNext(plan -> assertThat(plan).contains("post_words"))
                .assertNext(plan -> assertThat(plan).contains("post_tags"))
                .expectComplete()
                .verify(Town.LIMIT.multipliedBy(3));
    }

    private static final String MANY_POSTS =
            """
            insert into post (id, author_id, title, body, body_html, category, tags, version, created_at)
            select gen_random_uuid(), gen_random_uuid(), 'bulk ' || n, md5(n::text) || ' 한강 산책 ' || n, '', 'free',
                   array['tag' || n], 1, now() - interval '1 year'
              from generate_series(1, 3000) n
            """;

    private Mono<String> plan(String condition) {
        return database.sql("explain select id from post where removed_at is null and " + condition)
                .mapValue(String.class)
                .all()
                .collectList()
                .map(lines -> String.join("\n", lines));
    }

    private Mono<Void> run(String statement) {
        return database.sql("set local statement_timeout = '20s'")
                .then()
                .then(database.sql(statement).then())
                .as(transactional::transactional);
    }

    private void requireRefused(String field, Object value) {
        Map<String, Object> draft = Town.draft("Bad", region);
        draft.put(field, value);
        town.send(mina, POSTS, draft)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private List<UUID> found(String query, Object... variables) {
        List<UUID> ids = new ArrayList<>();
        town.json(town.read(POSTS + "?region=" + region + "&" + query, variables))
                .path("items")
                .forEach(item -> ids.add(UUID.fromString(item.path("id").asString())));
        return ids;
    }
}
