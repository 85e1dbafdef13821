package io.maltan.compose.mainjob;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered. */
record Answer(String request, int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 400;

    JsonNode json() {
        return JSON.readTree(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Answer expect(int expected) {
        Expect.that(
                status == expected,
                "%d of %s, was %d: %s",
                expected,
                request,
                status,
                body.substring(0, Math.min(SHOWN, body.length())));
        return this;
    }

    /** A problem with everything that a client can count on. */
    JsonNode expectProblem(int expected) {
        expect(expected);
        Expect.that(
                header("Content-Type").startsWith("application/problem+json"),
                "application/problem+json of %s, was \"%s\"",
                request,
                header("Content-Type"));
        JsonNode problem = json();
        for (String member : new String[] {"type", "title", "code", "traceId", "instance"}) {
            Expect.that(
                    problem.path(member).isString() && !problem.path(member).asString().isBlank(),
                    "the member %s in the problem of %s: %s",
                    member,
                    request,
                    body);
        }
        Expect.equal(expected, problem.path("status").asInt(), "status inside the problem");
        return problem;
    }
}
