package io.maltan.compose.mainjob;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client of the gateway, with or without a token. */
final class Client {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private static final JsonMapper JSON = new JsonMapper();

    private final String base;
    private final @Nullable String token;

    Client(String base) {
        this(base, null);
    }

    private Client(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    Client with(String accessToken) {
        return new Client(base, accessToken);
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    Answer post(String path, Object body) throws IOException, InterruptedException {
        return sendJson("POST", path, JSON.writeValueAsString(body));
    }

    Answer put(String path, Object body) throws IOException, InterruptedException {
        return sendJson("PUT", path, JSON.writeValueAsString(body));
    }

    Answer patch(String path, Object body) throws IOException, InterruptedException {
        return sendJson("PATCH", path, JSON.writeValueAsString(body));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** Sends the text as it is, also where it is no JSON. */
    Answer sendJson(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer upload(String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/octet-stream").POST(body));
    }

    EventStream stream(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
        return EventStream.open(HTTP, request);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder builder)
            throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(LIMIT).build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                request.method() + " " + request.uri().getPath(),
                response.statusCode(),
                response.headers(),
                response.body());
    }
}
