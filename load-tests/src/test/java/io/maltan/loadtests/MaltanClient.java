package io.maltan.loadtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls that prepare a load and are not part of what is measured: each must succeed. */
final class MaltanClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");

    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param base address of the gateway
     */
    MaltanClient(String base) {
        this.base = base;
    }

    String get(String path) {
        return send(request(path, null).GET());
    }

    /** Posts JSON, as nobody where there is no token. */
    String post(String path, @Nullable String token, String body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    String put(String path, String token) {
        return send(request(path, token).PUT(BodyPublishers.noBody()));
    }

    /** The access token in an answer. */
    static String tokenIn(String answer) {
        return found(TOKEN, answer);
    }

    /** The first group of what must be in an answer. */
    static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("Not in the answer: " + pattern + " in " + answer);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> answer = answerTo(request.build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s was answered %d: %s%s"
                            .formatted(
                                    answer.uri(),
                                    answer.statusCode(),
                                    answer.body(),
                                    answer.statusCode() == 429
                                            ? " (run Maltan with MALTAN_RATE_LIMITS=shadow)"
                                            : ""));
        }
        return answer.body();
    }

    private HttpResponse<String> answerTo(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("Maltan does not answer at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
