package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class RelationIntegrationTests {

    private static final String FOLLOWS = "/api/v1/community/follows/";
    private static final String BLOCKS = "/api/v1/community/blocks/";
    private static final String POSTS = "/api/v1/community/posts";

    /** Those who wait for the end of the transaction that asks. */
    private static final String WAITING_FOR_THIS =
            """
            select count(*) from pg_locks
             where locktype = 'transactionid' and not granted and transactionid = pg_current_xact_id()::xid
            """;

    private static final String BLOCKING =
            """
            select (select count(*) from block where blocker_id = :id)
                   + (select count(*) from pg_locks where locktype = 'advisory' and not granted)
            """;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private TransactionalOperator transactional;
    @LocalServerPort private int port;

    private Town town;
    private String region;
    private UUID mina;
    private UUID joon;
    private UUID sora;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        region = Town.newRegion();
        mina = town.person("미나", region);
        joon = town.person("준");
        sora = town.person("소라");
    }

    @Test
    void theFeedMergesFollowedPeopleAndPreferredRegions() {
        String followed = town.post(joon, Town.draft("By Joon")).toString();
        String nearby = town.post(sora, Town.draft("Nearby", region)).toString();
        String both = town.post(joon, Town.draft("Both", region)).toString();
        town.post(sora, Town.draft("Neither"));
        town.put(mina, FOLLOWS + joon).expectStatus().isNoContent();
        town.put(mina, FOLLOWS + joon).expectStatus().isNoContent();

        assertThat(feed(mina)).containsExactly(both, nearby, followed);
        town.delete(mina, FOLLOWS + joon).expectStatus().isNoContent();
        assertThat(feed(mina)).containsExactly(both, nearby);
        assertThat(feed(sora)).isEmpty();
    }

    @Test
    void aPreferredRegionBringsAllThatLiesWithin() {
        UUID reader = town.person("리더", "96", "95010");
        String district = town.post(sora, Town.draft("In a district", "96010")).toString();
        String quarter = town.post(sora, Town.draft("In a quarter", "9602053")).toString();
        String within = town.post(sora, Town.draft("Further in", "9501053")).toString();
        town.post(sora, Town.draft("Next to it", "95020"));
        town.post(sora, Town.draft("No number", "96-x"));

        assertThat(feed(reader)).containsExactly(within, quarter, district);
    }

    /** The block comes while the follow is written and not yet committed. */
    @Test
    void noFollowOutlivesABlockAtTheSameTime() {
        Sinks.Empty<Void> written = Sinks.empty();
        Mono<Void> following =
                database.sql(
                                "insert into notification (id, recipient_id, kind, gathering, actor_count) values (gen_random_uuid(), :id, 'follow', 'follow', 0)")
                        .bind("id", joon)
                        .then()
                        .then(untilThereIsOne(database.sql(WAITING_FOR_THIS)))
                        .then(Mono.fromRunnable(written::tryEmitEmpty))
                        .then(untilThereIsOne(database.sql(BLOCKING).bind("id", joon)))
                        .as(transactional::transactional);

        Mono.when(
                        following,
                        put(mina, FOLLOWS + joon),
                        written.asMono().then(put(joon, BLOCKS + mina)))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);

        assertThat(town.count("select count(*) from follow where follower_id = :id", mina))
                .isZero();
    }

    private static Mono<Void> untilThereIsOne(DatabaseClient.GenericExecuteSpec counting) {
        return counting.mapValue(Long.class)
                .one()
                .filter(count -> count > 0)
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(20)))
                .then();
    }

    private Mono<Void> put(UUID person, String path) {
        return WebClient.create("http://localhost:" + port)
                .put()
                .uri(path)
                .headers(Town.as(person))
                .retrieve()
                .toBodilessEntity()
                .then();
    }

    @Test
    void nobodyFollowsOrBlocksThemselvesOrNobody() {
        town.put(mina, FOLLOWS + mina).expectStatus().isBadRequest();
        town.put(mina, BLOCKS + mina).expectStatus().isBadRequest();
        town.put(mina, FOLLOWS + UUID.randomUUID())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("member_not_found");
        town.read("/api/v1/community/feed").expectStatus().isUnauthorized();
    }

    @Test
    void aBlockHidesBothFromOneAnotherEverywhere() {
        UUID minas = town.post(mina, Town.draft("By Mina", region));
        UUID joons = town.post(joon, Town.draft("By Joon", region));
        town.put(mina, FOLLOWS + joon).expectStatus().isNoContent();

        town.put(joon, BLOCKS + mina).expectStatus().isNoContent();

        town.read(mina, POSTS + "/" + joons).expectStatus().isNotFound();
        town.read(joon, POSTS + "/" + minas).expectStatus().isNotFound();
        town.read(mina, POSTS + "/" + joons + "/comments").expectStatus().isNotFound();
        town.read(mina, POSTS + "/" + joons + "/history").expectStatus().isNotFound();
        town.read(mina, POSTS + "/" + joons + "/stream").expectStatus().isNotFound();
        town.vote(mina, POSTS + "/" + joons, 1).expectStatus().isNotFound();
        town.patch(mina, POSTS + "/" + joons, java.util.Map.of("title", "x"))
                .expectStatus()
                .isNotFound();
        town.put(mina, FOLLOWS + joon).expectStatus().isNotFound();
        assertThat(ids(town.json(town.read(mina, POSTS + "?region=" + region))))
                .containsExactly(minas.toString());
        assertThat(ids(town.json(town.read(joon, POSTS + "?region=" + region))))
                .containsExactly(joons.toString());
        assertThat(ids(town.json(town.read(mina, POSTS + "?sort=hot&region=" + region))))
                .containsExactly(minas.toString());
        assertThat(feed(mina)).containsExactly(minas.toString());
        assertThat(ids(town.json(town.read(POSTS + "?region=" + region)))).hasSize(2);

        town.delete(joon, BLOCKS + mina).expectStatus().isNoContent();
        town.read(mina, POSTS + "/" + joons).expectStatus().isOk();
        assertThat(feed(mina)).hasSize(2);
    }

    private List<String> feed(UUID person) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = town.json(town.read(person, "/api/v1/community/feed?limit=1" + cursor));
            ids.addAll(ids(page));
            cursor =
                    page.hasNonNull("nextCursor")
                            ? "&cursor=" + page.path("nextCursor").asString()
                            : null;
        }
        return ids;
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }
}
