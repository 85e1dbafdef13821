package io.maltan.loadtests;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How soon open streams show what somebody said. A guest holds a stream on each of two replicas,
 * dislikes the first place of the list through the gateway, and waits until both lists are without
 * it; then takes that back and begins anew.
 *
 * <p>Runs by itself, without Gatling, against a whole Maltan with a second replica of the
 * recommendation service beside it. README.md has the commands.
 */
public final class LiveMeasurement {

    private static final String PATH = "/api/v1/recommendations";
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
    private static final Pattern PLACE = Pattern.compile("\"place\":\\{\"id\":\"([0-9a-f-]{36})\"");
    private static final int LONGEST_SECONDS = 10;

    private final URI gateway =
            URI.create(System.getProperty("maltan.url", "http://localhost:8080"));
    private final URI other = URI.create(System.getProperty("maltan.second", gateway.toString()));
    private final int rounds = Integer.getInteger("maltan.rounds", 300);
    private final int pauseMillis = Integer.getInteger("maltan.pause", 600);
    private final String where =
            "?limit=20&lat=%s&lon=%s"
                    .formatted(
                            System.getProperty("maltan.lat", "37.5663"),
                            System.getProperty("maltan.lon", "126.9779"));
    private final HttpClient client = HttpClient.newHttpClient();

    private LiveMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        new LiveMeasurement().run();
        System.exit(0);
    }

    private void run() throws Exception {
        String token = guest();
        Follower here = new Follower(gateway, token);
        Follower there = new Follower(other, token);
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            String place = here.first();
            UUID event = UUID.randomUUID();
            long sent = System.nanoTime();
            give(token, event, place);
            own.add(here.millisUntilWithout(place, sent));
            others.add(there.millisUntilWithout(place, sent));
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            withdraw(token, event);
        }
        report("through the gateway", own);
        report("the other replica", others);
    }

    private String guest() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(gateway.resolve("/api/v1/auth/guest"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(answer.body());
        if (!token.find()) {
            throw new IllegalStateException("A guest got no token: " + answer.statusCode());
        }
        return token.group(1);
    }

    private void give(String token, UUID event, String place) throws Exception {
        String body =
                """
                {"events": [{"id": "%s", "type": "dislike", "placeId": "%s"}]}
                """
                        .formatted(event, place);
        send(
                HttpRequest.newBuilder(gateway.resolve(PATH + "/feedback"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                token);
    }

    private void withdraw(String token, UUID event) throws Exception {
        send(HttpRequest.newBuilder(gateway.resolve(PATH + "/feedback/" + event)).DELETE(), token);
    }

    private void send(HttpRequest.Builder request, String token) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        request.header("Authorization", "Bearer " + token).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static void report(String which, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        say(
                "%s: %d changes, %.0f ms in the middle, %.0f ms the slowest of a hundred, %.0f ms the last",
                which,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((sorted.size() - 1) * 99 / 100),
                sorted.getLast());
    }

    @FormatMethod
    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** One open stream, and the lists that come on it. */
    private final class Follower {

        private final BlockingQueue<Shown> lists = new ArrayBlockingQueue<>(1_000);
        private volatile List<String> latest = List.of();

        Follower(URI base, String token) throws Exception {
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve(PATH + "/stream" + where))
                            .header("Authorization", "Bearer " + token)
                            .build();
            HttpResponse<Stream<String>> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("No stream: " + answer.statusCode());
            }
            Thread.ofVirtual().start(() -> answer.body().forEach(this::note));
            if (lists.poll(LONGEST_SECONDS, TimeUnit.SECONDS) == null) {
                throw new IllegalStateException("No list on the stream");
            }
        }

        private void note(String line) {
            if (line.startsWith("data:") && line.contains("\"items\"")) {
                long now = System.nanoTime();
                List<String> places =
                        PLACE.matcher(line).results().map(match -> match.group(1)).toList();
                latest = places;
                if (!lists.offer(new Shown(places, now))) {
                    throw new IllegalStateException("Too many lists");
                }
            }
        }

        String first() {
            lists.clear();
            return latest.getFirst();
        }

        double millisUntilWithout(String place, long since) throws InterruptedException {
            for (Shown shown = next(); ; shown = next()) {
                if (shown.at > since && !shown.places.contains(place)) {
                    return (shown.at - since) / 1e6;
                }
            }
        }

        private Shown next() throws InterruptedException {
            Shown shown = lists.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (shown == null) {
                throw new IllegalStateException("No list came");
            }
            return shown;
        }
    }

    private record Shown(List<String> places, long at) {}
}
