package io.maltan.compose.mainjob;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Point 6: a clear problem for everything wrong. */
final class ProblemChecks {

    private final Stage stage;

    ProblemChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check("no token is a problem of its own", this::noToken),
                new Check("a forged token is refused", this::forgedToken),
                new Check("unreadable JSON is a problem", this::badJson),
                new Check("a field of the wrong type is named", this::wrongType),
                new Check("lat=91 is named", this::latitude),
                new Check("an unknown route is a problem", this::unknownRoute),
                new Check("what does not exist is a problem", this::unknownPlace),
                new Check("problems speak Korean", this::korean));
    }

    private void noToken() throws IOException, InterruptedException {
        Answer answer =
                stage.anyone()
                        .post(
                                CommunityChecks.POSTS,
                                Map.of("title", "t", "body", "b", "category", "free"));
        answer.expectProblem(401);
        Expect.that(!answer.header("WWW-Authenticate").isBlank(), "WWW-Authenticate");
    }

    private void forgedToken() throws IOException, InterruptedException {
        String token = stage.person("Mina").token();
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        stage.anyone().with(forged).get("/api/v1/users/me").expectProblem(401);
    }

    private void badJson() throws IOException, InterruptedException {
        stage.person("Mina")
                .client()
                .sendJson("POST", CommunityChecks.POSTS, "{\"title\": ")
                .expectProblem(400);
    }

    private void wrongType() throws IOException, InterruptedException {
        JsonNode problem =
                stage.person("Mina")
                        .client()
                        .sendJson(
                                "POST",
                                "/api/v1/recommendations/feedback",
                                "{\"events\": \"not a list\"}")
                        .expectProblem(400);
        Expect.that(!problem.path("errors").isEmpty(), "errors in %s", problem);
    }

    private void latitude() throws IOException, InterruptedException {
        for (String path :
                List.of(
                        "/api/v1/places/nearby?lat=91&lon=0&radius=100",
                        "/api/v1/recommendations?lat=91&lon=0")) {
            JsonNode problem = stage.anyone().get(path).expectProblem(400);
            Expect.equal("lat", problem.path("errors").path(0).path("field").asString(""), "field");
        }
    }

    private void unknownRoute() throws IOException, InterruptedException {
        for (String path : List.of("/api/v1/nothing-here", "/nothing", "/api/v1/places/x/y/z")) {
            stage.anyone().get(path).expectProblem(404);
        }
    }

    private void unknownPlace() throws IOException, InterruptedException {
        stage.anyone()
                .get("/api/v1/places/01900000-0000-7000-8000-000000000000")
                .expectProblem(404);
    }

    private void korean() throws IOException, InterruptedException {
        String title =
                stage.anyone()
                        .get("/api/v1/users/me", "Accept-Language", "ko")
                        .expectProblem(401)
                        .path("title")
                        .asString();
        Expect.that(
                title.codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3),
                "a Korean title, was %s",
                title);
    }
}
