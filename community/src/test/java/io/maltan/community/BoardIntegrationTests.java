package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class BoardIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private Town town;
    private String region;
    private UUID mina;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        region = Town.newRegion();
        mina = town.person("미나");
    }

    @Test
    void whatIsPinnedStandsFirstHoweverItIsPaged() {
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            posts.add(town.post(mina, Town.draft("Post " + i, region)).toString());
        }
        pin(HttpMethod.PUT, posts.get(0)).expectStatus().isNoContent();
        pin(HttpMethod.PUT, posts.get(2)).expectStatus().isNoContent();
        List<String> expected =
                List.of(posts.get(2), posts.get(0), posts.get(4), posts.get(3), posts.get(1));

        for (String sort : List.of("new", "hot")) {
            for (int limit : List.of(1, 2, 3, 20)) {
                assertThat(all("&sort=" + sort + "&limit=" + limit)).isEqualTo(expected);
            }
        }
        assertThat(all("&sort=top")).hasSize(5);
        assertThat(town.json(town.read(POSTS + "/" + posts.get(0))).path("pinned").asBoolean())
                .isTrue();

        pin(HttpMethod.DELETE, posts.get(0)).expectStatus().isNoContent();
        pin(HttpMethod.DELETE, posts.get(2)).expectStatus().isNoContent();
        assertThat(all("&limit=2")).isEqualTo(posts.reversed());
    }

    @Test
    void whoPinsIsOnTheLogOnceForEachChange() {
        UUID post = town.post(mina, Town.draft("Pinned", region));
        pin(HttpMethod.PUT, post.toString()).expectStatus().isNoContent();
        pin(HttpMethod.PUT, post.toString()).expectStatus().isNoContent();
        pin(HttpMethod.DELETE, post.toString()).expectStatus().isNoContent();

        String logged = "select count(*) from moderation_log where target_id = :id and action = ";
        assertThat(town.count(logged + "'pin'", post)).isOne();
        assertThat(town.count(logged + "'unpin'", post)).isOne();
    }

    @Test
    void onlyModeratorsPin() {
        String post = POSTS + "/" + town.post(mina, Town.draft("Mine", region));

        town.put(mina, post + "/pin").expectStatus().isForbidden();
        town.delete(mina, post + "/pin").expectStatus().isForbidden();
        client.put().uri(post + "/pin").exchange().expectStatus().isUnauthorized();
        pin(HttpMethod.PUT, UUID.randomUUID().toString()).expectStatus().isNotFound();
    }

    @Test
    void meetupsAreListedByWhetherTheyAreAhead() {
        String talk = town.post(mina, Town.draft("Talk", region)).toString();
        String open = meetup();
        String closed = meetup();
        String cancelled = meetup();
        town.patch(
                        mina,
                        POSTS + "/" + closed,
                        Map.of("meetup", Map.of("deadline", Instant.now().toString())))
                .expectStatus()
                .isOk();
        town.patch(mina, POSTS + "/" + cancelled, Map.of("meetup", Map.of("cancelled", true)))
                .expectStatus()
                .isOk();

        assertThat(all("&meetup=true")).containsExactly(cancelled, closed, open);
        assertThat(all("&meetup=false")).containsExactly(talk);
        assertThat(all("&meetup=upcoming")).containsExactly(closed, open);
        assertThat(all("&meetup=open")).containsExactly(open);
        assertThat(all("&category=meetup&sort=hot")).hasSize(3);
        town.read(POSTS + "?meetup=maybe").expectStatus().isBadRequest();
    }

    private String meetup() {
        Map<String, Object> draft = Town.draft("Meet", region);
        draft.put("category", "meetup");
        draft.put(
                "meetup",
                Map.of(
                        "startsAt",
                        Instant.now().plus(Duration.ofDays(1)).toString(),
                        "location",
                        "here",
                        "capacity",
                        2));
        return town.post(mina, draft).toString();
    }

    private WebTestClient.ResponseSpec pin(HttpMethod method, String post) {
        return client.method(method)
                .uri(POSTS + "/" + post + "/pin")
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(UUID.randomUUID())))
                .exchange();
    }

    private List<String> all(String query) {
        List<String> ids = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            JsonNode page = town.json(town.read(POSTS + "?region=" + region + query + cursor));
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            cursor =
                    page.hasNonNull("nextCursor")
                            ? "&cursor=" + page.path("nextCursor").asString()
                            : null;
        }
        return ids;
    }
}
