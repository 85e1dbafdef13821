package io.maltan.compose.mainjob;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What belongs to a person: keys for their programs, all that is held about them, and its end. */
final class PersonChecks {

    private static final Duration LONGEST_ERASURE = Duration.ofSeconds(60);
    private static final Duration LONGEST_REVOCATION = Duration.ofSeconds(5);
    private static final String ME = "/api/v1/users/me";
    private static final List<String> SERVICES =
            List.of("user", "place", "recommendation", "community");

    private final Stage stage;

    PersonChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check(
                        "an API key may what its scopes say, until it is deleted", this::usesAKey),
                new Check("a person gets all that is held about them", this::exports),
                new Check("an erased person is gone from every service", this::erases));
    }

    private void usesAKey() throws IOException, InterruptedException {
        Client mina = stage.person("Mina").client();
        JsonNode made =
                mina.post(ME + "/api-keys", Map.of("name", "reader", "scopes", List.of("read")))
                        .expect(201)
                        .json();
        String[] key = {"X-API-Key", made.path("key").asString()};
        JsonNode me = stage.anyone().get(ME, key).expect(200).json();
        Expect.equal(stage.person("Mina").id(), me.path("id").asString(), "the key's owner");
        JsonNode refused =
                stage.anyone()
                        .sendJson("POST", CommunityChecks.POSTS, "{}", key)
                        .expectProblem(403);
        Expect.equal("insufficient_scope", refused.path("code").asString(), "code");
        mina.delete(ME + "/api-keys/" + made.path("id").asString()).expect(204);
        Expect.soon(
                LONGEST_REVOCATION,
                () -> stage.anyone().get(ME, key).status() == 401,
                "the deleted key is refused");
    }

    private void exports() throws IOException, InterruptedException {
        leaveTraces(stage.person("Sol"));
        JsonNode document = stage.person("Sol").client().get(ME + "/export").expect(200).json();
        for (String service : SERVICES) {
            Expect.that(document.path(service).isObject(), "%s in %s", service, document);
        }
        for (String trace : List.of("Sol's own post", "Sol was here")) {
            Expect.that(document.toString().contains(trace), "\"%s\" in %s", trace, document);
        }
    }

    /** Something in every service. */
    private void leaveTraces(Stage.Person person) throws IOException, InterruptedException {
        String place = stage.place().path("id").asString();
        Client client = person.client();
        client.post(
                        CommunityChecks.POSTS,
                        Map.of("title", "Sol's own post", "body", "Hello.", "category", "free"))
                .expect(201);
        client.post(
                        "/api/v1/places/%s/reviews".formatted(place),
                        Map.of("rating", 4, "text", "Sol was here"))
                .expect(201);
        client.sendJson("PUT", "/api/v1/places/%s/bookmark".formatted(place), "").expect(204);
        client.post(
                        "/api/v1/recommendations/feedback",
                        Map.of(
                                "events",
                                List.of(
                                        Map.of(
                                                "id",
                                                UUID.randomUUID().toString(),
                                                "type",
                                                "like",
                                                "placeId",
                                                place))))
                .expect(202);
    }

    private void erases() throws IOException, InterruptedException {
        Stage.Person sol = stage.person("Sol");
        String erasure = sol.client().delete(ME).expect(202).json().path("erasureId").asString();
        stage.anyone()
                .post(
                        "/api/v1/auth/login",
                        Map.of("email", sol.email(), "password", Stage.PASSWORD))
                .expectProblem(401);
        stage.anyone().get("/api/v1/users/" + sol.id()).expectProblem(404);
        String status = "/api/v1/users/erasures/" + erasure;
        Expect.soon(
                LONGEST_ERASURE,
                () ->
                        "completed"
                                .equals(
                                        stage.anyone()
                                                .get(status)
                                                .expect(200)
                                                .json()
                                                .path("status")
                                                .asString()),
                "the erasure is completed");
        JsonNode services = stage.anyone().get(status).expect(200).json().path("services");
        for (String service : SERVICES) {
            Expect.equal("completed", services.path(service).asString(), service);
        }
        for (String path :
                List.of(
                        CommunityChecks.POSTS + "?limit=100",
                        "/api/v1/places/%s/reviews"
                                .formatted(stage.place().path("id").asString()))) {
            String body = stage.anyone().get(path).expect(200).body();
            Expect.that(!body.contains("Sol"), "nothing of Sol in %s", body);
        }
    }
}
