package io.maltan.compose.mainjob;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Point 5: a post about a place, seen live by someone else. */
final class CommunityChecks {

    static final String POSTS = "/api/v1/community/posts";

    private static final Duration LIVE = Duration.ofSeconds(3);

    private final Stage stage;

    CommunityChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check(
                        "a post about a place arrives on another client's stream",
                        this::arrivesLive),
                new Check(
                        "the same request with the same Idempotency-Key posts once",
                        this::postsOnce),
                new Check("only the author edits a post", this::keepsOthersFromIt));
    }

    private void arrivesLive() throws IOException, InterruptedException {
        try (EventStream stream = stage.anyone().stream(POSTS + "/stream")) {
            stream.awaitPosition(LIVE);
            String title = "Seen live " + System.nanoTime();
            JsonNode post = write(title);
            Expect.equal(title, post.path("title").asString(), "title");
            Expect.equal(
                    stage.place().path("id").asString(),
                    post.path("place").path("id").asString(),
                    "place");
            stream.await(
                    "post_created",
                    data -> data.toString().contains(post.path("id").asString()),
                    LIVE);
            stage.anyone().get(POSTS + "/" + post.path("id").asString()).expect(200);
        }
    }

    private void postsOnce() throws IOException, InterruptedException {
        String key = "main-job-" + System.nanoTime();
        String body = "{\"title\":\"Once\",\"body\":\"Only once.\",\"category\":\"free\"}";
        Client mina = stage.person("Mina").client();
        Answer first = mina.sendJson("POST", POSTS, body, "Idempotency-Key", key).expect(201);
        Answer second = mina.sendJson("POST", POSTS, body, "Idempotency-Key", key).expect(201);
        Expect.equal(first.json().path("id"), second.json().path("id"), "id");
        Expect.equal("true", second.header("Idempotency-Replayed"), "Idempotency-Replayed");
    }

    private void keepsOthersFromIt() throws IOException, InterruptedException {
        String post = POSTS + "/" + write("Mina's own").path("id").asString();
        stage.person("Jun").client().patch(post, Map.of("title", "Jun's")).expectProblem(403);
        stage.person("Mina").client().patch(post, Map.of("title", "Edited")).expect(200);
    }

    private JsonNode write(String title) throws IOException, InterruptedException {
        return stage.person("Mina")
                .client()
                .post(
                        POSTS,
                        Map.of(
                                "title",
                                title,
                                "body",
                                "A quiet corner with **good** coffee.",
                                "category",
                                "info",
                                "placeId",
                                stage.place().path("id").asString()))
                .expect(201)
                .json();
    }
}
