package io.maltan.compose.mainjob;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** People meet: a meetup with one seat, and what its host is told. */
final class MeetupChecks {

    private static final Duration LONGEST_NOTICE = Duration.ofSeconds(5);

    private final Stage stage;

    MeetupChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check("a full meetup has a waiting list, and who waits moves up", this::meets));
    }

    private void meets() throws IOException, InterruptedException {
        Client host = stage.person("Mina").client();
        String meetup =
                CommunityChecks.POSTS
                        + "/"
                        + host.post(CommunityChecks.POSTS, meetup())
                                .expect(201)
                                .json()
                                .path("id")
                                .asString();
        for (String name : List.of("Jun", "Ara")) {
            stage.person(name).client().sendJson("PUT", meetup + "/participation", "").expect(200);
        }
        Expect.equal(List.of("joined", "waiting"), states(meetup), "who takes part");
        stage.person("Jun").client().delete(meetup + "/participation").expect(204);
        Expect.equal(List.of("joined"), states(meetup), "who takes part");
        Expect.soon(
                LONGEST_NOTICE,
                () ->
                        stage.person("Ara")
                                .client()
                                .get("/api/v1/community/notifications")
                                .expect(200)
                                .body()
                                .contains("meetup_promoted"),
                "a notification of moving up");
        String calendar = stage.person("Ara").client().get(meetup + "/calendar").expect(200).body();
        Expect.that(calendar.contains("BEGIN:VEVENT"), "an event in %s", calendar);
    }

    private static Map<String, Object> meetup() {
        Instant start = Instant.now().plus(Duration.ofDays(2));
        return Map.of(
                "title", "A walk",
                "body", "Along the river.",
                "category", "meetup",
                "meetup",
                        Map.of(
                                "startsAt",
                                start.toString(),
                                "location",
                                "The bridge",
                                "capacity",
                                1,
                                "deadline",
                                start.minus(Duration.ofHours(1)).toString()));
    }

    private List<String> states(String meetup) throws IOException, InterruptedException {
        return Stage.items(stage.anyone().get(meetup + "/participants").expect(200)).stream()
                .map((JsonNode participant) -> participant.path("status").asString())
                .toList();
    }
}
