package io.maltan.compose.demo;

import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls one service directly, where no rate limit is in the way. */
final class DemoClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Set<Integer> BUSY = Set.of(429, 500, 502, 503, 504);
    private static final String IN_PROGRESS = "request_in_progress";
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /** The same request is the same text each time, as its Idempotency-Key promises. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final String base;
    private final @Nullable String token;

    DemoClient(int port, @Nullable String token) {
        this.base = "http://127.0.0.1:%d/api/v1".formatted(port);
        this.token = token;
    }

    /** What came back. */
    record Answer(int status, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** Whether the same request may be answered otherwise a little later. */
        boolean isBusy() {
            return BUSY.contains(status) || (status == 409 && body.contains(IN_PROGRESS));
        }

        Answer expect(String what, int... accepted) {
            for (int each : accepted) {
                if (status == each) {
                    return this;
                }
            }
            throw new StartFailure(
                    "The demo town cannot be loaded: %s was answered %d, %s"
                            .formatted(what, status, body));
        }
    }

    Answer get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, Object body, String idempotencyKey) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer postCsv(String path, String body) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "text/csv; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    /** A service that is busy is asked again a little later. */
    private static Answer send(HttpRequest.Builder request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response =
                        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
                Answer answer = new Answer(response.statusCode(), response.body());
                if (!answer.isBusy() || attempt == TRIES) {
                    return answer;
                }
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw new StartFailure("The demo town cannot be loaded: " + e, e);
                }
            }
            Thread.sleep(FIRST_PAUSE.multipliedBy(attempt));
        }
    }
}
