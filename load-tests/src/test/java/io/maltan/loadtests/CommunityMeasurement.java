package io.maltan.loadtests;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon one replica of the community service answers with the data of {@code community.sql}: a
 * million posts, somebody who follows 5,000 people, a thread of 10,000 comments. README.md has the
 * commands.
 */
public final class CommunityMeasurement {

    private static final UUID READER = named("m1");
    private static final UUID THREAD = named("p1000000");
    private static final String POSTS = "/api/v1/community/posts";
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final int AT_ONCE = 8;
    private static final int REQUESTS = 400;
    private static final int CROWD = 300;

    private final URI replica;
    private final MeasuredIssuer issuer;
    private final HttpClient client = HttpClient.newHttpClient();

    private CommunityMeasurement(URI replica, MeasuredIssuer issuer) {
        this.replica = replica;
        this.issuer = issuer;
    }

    public static void main(String[] arguments) throws Exception {
        new CommunityMeasurement(
                        URI.create(System.getProperty("maltan.replica", "http://localhost:8084")),
                        MeasuredIssuer.start())
                .run();
        System.exit(0);
    }

    private void run() throws Exception {
        String reader = issuer.token(READER);
        measure("warm-up", AT_ONCE, REQUESTS, _ -> get("/api/v1/community/feed", reader));
        measure("feed, first page", AT_ONCE, REQUESTS, _ -> get("/api/v1/community/feed", reader));
        String deep = cursorAfter("/api/v1/community/feed?limit=100", 20, reader);
        measure(
                "feed, after 2,000 posts",
                AT_ONCE,
                REQUESTS,
                _ -> get("/api/v1/community/feed?cursor=" + deep, reader));
        for (String sort : new String[] {"new", "hot", "top"}) {
            measure(
                    "posts, " + sort,
                    AT_ONCE,
                    REQUESTS,
                    i -> get(POSTS + "?sort=" + sort + "&region=r" + i % 250, reader));
        }
        String thread = POSTS + "/" + THREAD + "/comments?limit=100";
        for (String sort : new String[] {"old", "new", "top"}) {
            String path = thread + "&sort=" + sort;
            measure("thread, " + sort + ", first", AT_ONCE, REQUESTS, _ -> get(path, reader));
            String half = cursorAfter(path, 50, reader);
            measure(
                    "thread, " + sort + ", half way",
                    AT_ONCE,
                    REQUESTS,
                    _ -> get(path + "&cursor=" + half, reader));
        }
        String[] tokens = new String[CROWD];
        Arrays.setAll(tokens, _ -> issuer.token(UUID.randomUUID()));
        measure("posts written", AT_ONCE, CROWD, i -> post(POSTS, tokens[i], draft()));
        measure("votes on one post at once", CROWD, CROWD, i -> vote(tokens[i]));
        measure(
                "comments on one post",
                AT_ONCE,
                CROWD,
                i ->
                        post(
                                POSTS + "/" + THREAD + "/comments",
                                tokens[i],
                                "{\"body\": \"measured\"}"));
        String meetup = meetup(tokens[0]);
        measure(
                "300 at once for 10 seats",
                CROWD,
                CROWD,
                i -> put(POSTS + "/" + meetup + "/participation", tokens[i], ""));
        say(
                "%s",
                send(get(POSTS + "/" + meetup, reader))
                        .body()
                        .replaceAll(".*(\"meetup\":\\{[^}]*}).*", "$1"));
    }

    private void measure(String what, int atOnce, int requests, IntFunction<HttpRequest> request)
            throws InterruptedException {
        Semaphore free = new Semaphore(atOnce);
        CountDownLatch done = new CountDownLatch(requests);
        AtomicLongArray times = new AtomicLongArray(requests);
        Map<Integer, LongAdder> statuses = new TreeMap<>();
        long begun = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            int number = i;
            HttpRequest one = request.apply(i);
            free.acquire();
            Thread.ofVirtual()
                    .start(() -> {
                        long sent = System.nanoTime();
                        int status = statusOf(one);
                        times.set(number, System.nanoTime() - sent);
                        synchronized (statuses) {
                            statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
                        }
                        free.release();
                        done.countDown();
                    });
        }
        done.await();
        report(what, times, statuses, (System.nanoTime() - begun) / 1e9);
    }

    private int statusOf(HttpRequest request) {
        try {
            return send(request).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void report(
            String what, AtomicLongArray times, Map<Integer, LongAdder> statuses, double seconds) {
        double[] millis = new double[times.length()];
        Arrays.setAll(millis, i -> times.get(i) / 1e6);
        Arrays.sort(millis);
        say(
                "%-28s median %6.0f ms, p99 %6.0f ms, worst %6.0f ms, %5.0f/s, answers %s",
                what,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1],
                millis.length / seconds,
                statuses);
    }

    private String cursorAfter(String path, int pages, String token)
            throws IOException, InterruptedException {
        String cursor = "";
        for (int page = 0; page < pages; page++) {
            String body = send(get(path + cursor, token)).body();
            Matcher next = CURSOR.matcher(body);
            if (!next.find()) {
                throw new IllegalStateException(path + " ended at page " + page + ": " + body);
            }
            cursor = (path.contains("?") ? "&" : "?") + "cursor=" + next.group(1);
        }
        return cursor.substring(cursor.indexOf('=') + 1);
    }

    private String meetup(String token) throws IOException, InterruptedException {
        String start = java.time.Instant.now().plusSeconds(86_400).toString();
        String body =
                send(post(
                                POSTS,
                                token,
                                """
                                {"title": "Meet", "body": "measured", "category": "meetup",
                                 "meetup": {"startsAt": "%s", "location": "here", "capacity": 10}}
                                """
                                        .formatted(start)))
                        .body();
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new IllegalStateException(body);
        }
        return id.group(1);
    }

    private static String draft() {
        return """
        {"title": "Measured %s", "body": "Some **words** about a place.", "category": "free", "region": "r%d"}
        """
                .formatted(UUID.randomUUID(), ThreadLocalRandom.current().nextInt(250));
    }

    private HttpRequest vote(String token) {
        return put(POSTS + "/" + THREAD + "/vote", token, "{\"value\": 1}");
    }

    private HttpRequest get(String path, String token) {
        return to(path, token).GET().build();
    }

    private HttpRequest post(String path, String token, String body) {
        return to(path, token).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private HttpRequest put(String path, String token, String body) {
        return to(path, token).PUT(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(replica.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The ids of community.sql. */
    private static UUID named(String name) {
        try {
            byte[] hash =
                    java.security.MessageDigest.getInstance("MD5")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @FormatMethod
    private static void say(String format, Object... arguments) {
        System.out.println(format.formatted(arguments));
    }
}
