package io.maltan.community;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** People, places and what people do, for tests that tell a story. */
public final class Town {

    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String POSTS = "/api/v1/community/posts";

    private final WebTestClient client;
    private final DatabaseClient database;

    public Town(WebTestClient client, DatabaseClient database) {
        this.client = client.mutate().responseTimeout(LIMIT).build();
        this.database = database;
    }

    /** Somebody with an account that the community has heard of. */
    public UUID person(String name, String... preferredRegions) {
        UUID id = Ids.next();
        run(
                database.sql(
                                "insert into member (id, display_name, preferred_regions) values (:id, :name, :regions)")
                        .bind("id", id)
                        .bind("name", name)
                        .bind("regions", preferredRegions)
                        .then());
        return id;
    }

    public UUID place(String name, String region) {
        UUID id = Ids.next();
        run(
                database.sql(
                                "insert into place_link (id, name, region, version) values (:id, :name, :region, 1)")
                        .bind("id", id)
                        .bind("name", name)
                        .bind("region", region)
                        .then());
        return id;
    }

    public long count(String sql, UUID id) {
        Mono<Long> counted = database.sql(sql).bind("id", id).mapValue(Long.class).one();
        long[] result = new long[1];
        counted.as(StepVerifier::create)
                .consumeNextWith(n -> result[0] = n)
                .expectComplete()
                .verify(LIMIT);
        return result[0];
    }

    /** A region that no other test writes in. */
    public static String newRegion() {
        return "r-" + UUID.randomUUID();
    }

    public static Map<String, Object> draft(String title) {
        Map<String, Object> draft = new HashMap<>();
        draft.put("title", title);
        draft.put("body", "Body of " + title);
        draft.put("category", "free");
        return draft;
    }

    public static Map<String, Object> draft(String title, String region) {
        Map<String, Object> draft = draft(title);
        draft.put("region", region);
        return draft;
    }

    @CanIgnoreReturnValue
    public UUID post(UUID author, Map<String, Object> draft) {
        return idOf(send(author, POSTS, draft).expectStatus().isCreated());
    }

    @CanIgnoreReturnValue
    public UUID comment(UUID author, UUID post, String body) {
        return idOf(
                send(author, POSTS + "/" + post + "/comments", Map.of("body", body))
                        .expectStatus()
                        .isCreated());
    }

    @CanIgnoreReturnValue
    public UUID reply(UUID author, UUID post, UUID parent, String body) {
        Map<String, Object> reply = Map.of("body", body, "parentId", parent.toString());
        return idOf(
                send(author, POSTS + "/" + post + "/comments", reply).expectStatus().isCreated());
    }

    public WebTestClient.ResponseSpec send(UUID author, String path, Map<String, Object> body) {
        return client.post()
                .uri(path)
                .headers(as(author))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    public WebTestClient.ResponseSpec patch(UUID author, String path, Map<String, ?> changes) {
        return client.patch()
                .uri(path)
                .headers(as(author))
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue(changes)
                .exchange();
    }

    public WebTestClient.ResponseSpec put(UUID person, String path) {
        return client.put().uri(path).headers(as(person)).exchange();
    }

    public WebTestClient.ResponseSpec delete(UUID person, String path) {
        return client.delete().uri(path).headers(as(person)).exchange();
    }

    public WebTestClient.ResponseSpec vote(UUID voter, String path, int value) {
        return client.put()
                .uri(path + "/vote")
                .headers(as(voter))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("value", value))
                .exchange();
    }

    public WebTestClient.ResponseSpec read(String path, Object... variables) {
        return client.get().uri(path, variables).exchange();
    }

    public WebTestClient.ResponseSpec read(UUID person, String path) {
        return client.get().uri(path).headers(as(person)).exchange();
    }

    public JsonNode json(WebTestClient.ResponseSpec response) {
        return Objects.requireNonNull(
                response.expectStatus()
                        .is2xxSuccessful()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody());
    }

    public static Consumer<HttpHeaders> as(UUID person) {
        return headers -> headers.setBearerAuth(TestTokens.user(person));
    }

    private static UUID idOf(WebTestClient.ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        return UUID.fromString(Objects.requireNonNull(body).path("id").asString());
    }

    private static void run(Mono<Void> write) {
        write.as(StepVerifier::create).expectComplete().verify(LIMIT);
    }
}
