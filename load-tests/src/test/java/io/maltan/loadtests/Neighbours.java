package io.maltan.loadtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data of the community's load: accounts that follow one another, and a thread to talk in. */
final class Neighbours {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final String PASSWORD = "measured-" + UUID.randomUUID();

    private final CommunitySettings settings;
    private final Random random = new Random(20_240_503);
    private final List<String> tokens = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final String region = "measured-" + UUID.randomUUID();
    private String thread = "";

    private Neighbours(CommunitySettings settings) {
        this.settings = settings;
    }

    /** Registers the accounts and fills the thread; this is not part of the measured load. */
    static Neighbours gather(CommunitySettings settings) {
        Neighbours neighbours = new Neighbours(settings);
        try (HttpClient client = HttpClient.newHttpClient()) {
            neighbours.register(client);
            neighbours.follow(client);
            neighbours.talk(client);
        } catch (IOException e) {
            throw new IllegalStateException("Maltan does not answer at " + settings.base(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return neighbours;
    }

    String region() {
        return region;
    }

    /** Feeds one neighbour after the other, each with something to say that nobody has said. */
    Iterator<Map<String, Object>> feeder() {
        return Stream.generate(this::next).iterator();
    }

    private synchronized Map<String, Object> next() {
        return Map.of(
                "token",
                tokens.get(random.nextInt(tokens.size())),
                "thread",
                thread,
                "region",
                region,
                "words",
                "Seen at corner " + UUID.randomUUID(),
                "vote",
                random.nextInt(4) == 0 ? -1 : 1);
    }

    private void register(HttpClient client) throws IOException, InterruptedException {
        for (int i = 0; i < settings.people(); i++) {
            String email = "measured-" + UUID.randomUUID() + "@load.invalid";
            String account =
                    """
                    {"email": "%s", "password": "%s", "displayName": "Measured %d"}
                    """
                            .formatted(email, PASSWORD, i);
            ids.add(found(ID, post(client, "/api/v1/users", null, account)));
            String login =
                    """
                    {"email": "%s", "password": "%s"}
                    """
                            .formatted(email, PASSWORD);
            tokens.add(found(TOKEN, post(client, "/api/v1/auth/login", null, login)));
        }
    }

    /** Everybody follows the next two. */
    private void follow(HttpClient client) throws IOException, InterruptedException {
        for (int i = 0; i < ids.size(); i++) {
            for (int step = 1; step <= Math.min(2, ids.size() - 1); step++) {
                String followed = ids.get((i + step) % ids.size());
                send(
                        client,
                        request("/api/v1/community/follows/" + followed, tokens.get(i))
                                .PUT(HttpRequest.BodyPublishers.noBody()));
            }
        }
    }

    private void talk(HttpClient client) throws IOException, InterruptedException {
        String post =
                """
                {"title": "Measured", "body": "What everybody reads.", "category": "free", "region": "%s"}
                """
                        .formatted(region);
        thread = found(ID, post(client, "/api/v1/community/posts", tokens.getFirst(), post));
        for (int i = 0; i < settings.comments(); i++) {
            post(
                    client,
                    "/api/v1/community/posts/" + thread + "/comments",
                    tokens.get(i % tokens.size()),
                    "{\"body\": \"Comment number %d of the talk %s\"}"
                            .formatted(i, UUID.randomUUID()));
        }
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("Not in the answer: " + pattern + " in " + body);
        }
        return matcher.group(1);
    }

    private String post(HttpClient client, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        return send(
                client,
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(settings.base() + path)).timeout(LIMIT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s was answered %d: %s (Maltan runs with MALTAN_RATE_LIMITS=shadow?)"
                            .formatted(response.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }
}
