package io.maltan.compose.mainjob;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Points 3 and 4: recommendations that follow a person's feedback and position, live. */
final class RecommendationChecks {

    private static final String RECOMMENDATIONS = "/api/v1/recommendations";
    private static final String FEEDBACK = RECOMMENDATIONS + "/feedback";
    private static final Duration LIVE = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);
    private static final double STEP_DEGREES = 0.004;

    private final Stage stage;

    RecommendationChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check("the recommender knows the imported places", this::catchesUp),
                new Check("a caller without a token gets a useful list", this::servesAnyone),
                new Check(
                        "a place with no history around it gets a list too", this::servesAnywhere),
                new Check("feedback changes the next request", this::followsFeedback),
                new Check("the same feedback again counts once", this::countsOnce),
                new Check(
                        "feedback changes an open stream within a second",
                        this::followsFeedbackLive),
                new Check("a new position re-ranks the open stream", this::followsThePosition),
                new Check(
                        "no one else moves the stream of another", this::keepsOthersFromTheStream));
    }

    private void catchesUp() throws IOException, InterruptedException {
        Expect.soon(
                CAUGHT_UP,
                () -> list(stage.anyone()).size() >= 5,
                "there are five recommendations around the places");
    }

    private void servesAnyone() throws IOException, InterruptedException {
        JsonNode answer = request(stage.anyone());
        Expect.that(answer.path("recommendationId").isString(), "a recommendationId");
        Expect.that(answer.path("modelVersion").isString(), "a modelVersion");
        Expect.that(
                Set.of("similar", "trending", "nearby").contains(answer.path("level").asString()),
                "a level without persons, was %s",
                answer.path("level"));
        Set<String> ids = new HashSet<>();
        for (JsonNode item : answer.path("items")) {
            Expect.that(ids.add(id(item)), "no place twice");
            Expect.that(!item.path("reasons").isEmpty(), "a reason for %s", item);
            JsonNode reason = item.path("reasons").path(0);
            Expect.that(
                    reason.path("code").isString() && !reason.path("text").asString("").isBlank(),
                    "code and text in %s",
                    reason);
        }
    }

    private void servesAnywhere() throws IOException, InterruptedException {
        String newcomer = "%s?%s&limit=3".formatted(RECOMMENDATIONS, stage.position());
        Answer answer = stage.person("Newcomer").client().get(newcomer).expect(200);
        Expect.that(!Stage.items(answer).isEmpty(), "something for a newcomer");
    }

    private void followsFeedback() throws IOException, InterruptedException {
        Client hana = stage.person("Hana").client();
        List<String> before = ids(list(hana));
        String unwanted = before.getFirst();
        hana.post(FEEDBACK, feedback(UUID.randomUUID().toString(), "not_interested", unwanted))
                .expect(202);
        for (JsonNode item : list(hana).reversed().subList(0, 3)) {
            JsonNode report =
                    hana.post(FEEDBACK, feedback(UUID.randomUUID().toString(), "like", id(item)))
                            .expect(202)
                            .json();
            Expect.equal(1, report.path("accepted").asInt(), "accepted");
        }
        JsonNode after = request(hana);
        Expect.equal("personal", after.path("level").asString(), "level");
        List<String> now = ids(items(after));
        Expect.that(!now.contains(unwanted), "no place that she is not interested in");
        Expect.that(!now.equals(before), "another order than before");
    }

    private void countsOnce() throws IOException, InterruptedException {
        Client hana = stage.person("Hana").client();
        Object body =
                feedback(
                        UUID.randomUUID().toString(), "click", stage.place().path("id").asString());
        Expect.equal(
                1, hana.post(FEEDBACK, body).expect(202).json().path("accepted").asInt(), "1st");
        JsonNode again = hana.post(FEEDBACK, body).expect(202).json();
        Expect.equal(0, again.path("accepted").asInt(), "accepted again");
        Expect.equal(1, again.path("duplicates").asInt(), "duplicates");
    }

    private void followsFeedbackLive() throws IOException, InterruptedException {
        Client jun = stage.person("Jun").client();
        try (EventStream stream = jun.stream(streamPath())) {
            stream.await("stream", FIRST);
            List<String> before = ids(items(stream.await("recommendations", FIRST)));
            String unwanted = before.getFirst();
            jun.post(FEEDBACK, feedback(UUID.randomUUID().toString(), "not_interested", unwanted))
                    .expect(202);
            stream.await("recommendations", list -> !ids(items(list)).contains(unwanted), LIVE);
        }
    }

    private void followsThePosition() throws IOException, InterruptedException {
        Client jun = stage.person("Jun").client();
        double lat = stage.subject().latitude() + STEP_DEGREES;
        double lon = stage.subject().longitude() + STEP_DEGREES;
        try (EventStream stream = jun.stream(streamPath())) {
            String id = stream.await("stream", FIRST).path("streamId").asString();
            stream.await("recommendations", FIRST);
            jun.put(
                            RECOMMENDATIONS + "/streams/" + id + "/position",
                            Map.of("lat", lat, "lon", lon))
                    .expect(204);
            stream.await("recommendations", list -> isMeasuredFrom(list, lat, lon), LIVE);
        }
    }

    private void keepsOthersFromTheStream() throws IOException, InterruptedException {
        try (EventStream stream = stage.person("Jun").client().stream(streamPath())) {
            String id = stream.await("stream", FIRST).path("streamId").asString();
            Answer answer =
                    stage.person("Mina")
                            .client()
                            .put(
                                    RECOMMENDATIONS + "/streams/" + id + "/position",
                                    Map.of("lat", 0, "lon", 0));
            Expect.that(
                    answer.status() == 403 || answer.status() == 404,
                    "403 or 404, was %d",
                    answer.status());
        }
    }

    private static boolean isMeasuredFrom(JsonNode list, double lat, double lon) {
        JsonNode first = list.path("items").path(0);
        double distance =
                PlaceChecks.metres(
                        lat,
                        lon,
                        first.path("place").path("lat").asDouble(),
                        first.path("place").path("lon").asDouble());
        return Math.abs(distance - first.path("distance").asDouble()) < Math.max(3, distance / 100);
    }

    private String streamPath() {
        return "%s/stream?%s&radius=5000&limit=20".formatted(RECOMMENDATIONS, stage.position());
    }

    private JsonNode request(Client client) throws IOException, InterruptedException {
        return client.get("%s?%s&radius=5000&limit=20".formatted(RECOMMENDATIONS, stage.position()))
                .expect(200)
                .json();
    }

    private List<JsonNode> list(Client client) throws IOException, InterruptedException {
        return items(request(client));
    }

    private static List<JsonNode> items(JsonNode answer) {
        return answer.path("items").valueStream().toList();
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(RecommendationChecks::id).toList();
    }

    private static String id(JsonNode item) {
        return item.path("place").path("id").asString();
    }

    static Map<String, Object> feedback(String id, String type, String placeId) {
        return Map.of("events", List.of(Map.of("id", id, "type", type, "placeId", placeId)));
    }
}
