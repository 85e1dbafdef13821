package io.maltan.loadtests;

import com.google.errorprone.annotations.FormatMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon one of many boxes that are watched on a replica of the place service shows a change.
 *
 * <p>Most streams watch a box of their own, side by side, every twentieth a wide one around all of
 * these. A new place lies in one of the small boxes, so that the one stream and all wide ones have
 * to show it. Runs by itself, without Gatling, and is the issuer of the tokens that the replica
 * believes. README.md has the commands.
 */
public final class BoxMeasurement {

    private static final int WIDE_EVERY = 20;
    private static final int BOXES_A_ROW = 50;
    private static final double BOX_DEGREES = 0.05;
    private static final int WEST = -150;
    private static final int SOUTH = -40;
    private static final int OPENING_AT_ONCE = 50;
    private static final int ANSWER_SECONDS = 30;
    private static final int ATTEMPTS = 20;
    private static final Pattern NAME = Pattern.compile("measured-[0-9a-f-]{36}");

    private final URI replica =
            URI.create(System.getProperty("maltan.replica", "http://localhost:8082"));
    private final int streams = Integer.getInteger("maltan.streams", 2_000);
    private final int changes = Integer.getInteger("maltan.events", 200);
    private final MeasuredIssuer issuer;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Change> underway = new ConcurrentHashMap<>();

    private BoxMeasurement(MeasuredIssuer issuer) {
        this.issuer = issuer;
    }

    public static void main(String[] arguments) throws Exception {
        new BoxMeasurement(MeasuredIssuer.start()).run();
        System.exit(0);
    }

    private void run() throws Exception {
        warmUp();
        memory("before");
        long begun = System.nanoTime();
        openAll();
        say("%d streams open after %.1f s", open.get(), (System.nanoTime() - begun) / 1e9);
        memory("with the streams open");
        List<Change> shown = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            Change change = create(narrow(i));
            if (!change.missing.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                say("%d streams have not shown a change", change.missing.getCount());
            }
            shown.add(change);
        }
        memory("after the changes");
        report(shown);
    }

    /** The first place of a replica loads classes and fetches the issuer's key. */
    private void warmUp() throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                create(narrow(attempt));
            } catch (IOException | IllegalStateException e) {
                say("not warm yet: %s", e);
                TimeUnit.SECONDS.sleep(1);
            }
        }
        underway.clear();
    }

    /** One of the streams that watch a small box; neighbours do not follow one another. */
    private int narrow(int change) {
        int one = Math.floorMod(change * 7_919, streams - wide());
        return one + one / (WIDE_EVERY - 1) + 1;
    }

    private int wide() {
        return (streams + WIDE_EVERY - 1) / WIDE_EVERY;
    }

    private static boolean isWide(int stream) {
        return stream % WIDE_EVERY == 0;
    }

    private static double westOf(int stream) {
        return WEST + stream % BOXES_A_ROW * BOX_DEGREES;
    }

    private static double southOf(int stream) {
        int row = stream / BOXES_A_ROW;
        return SOUTH + row * BOX_DEGREES;
    }

    private String boxOf(int stream) {
        return isWide(stream)
                ? box(WEST, SOUTH, WEST + BOXES_A_ROW * BOX_DEGREES, southOf(streams + BOXES_A_ROW))
                : box(
                        westOf(stream),
                        southOf(stream),
                        westOf(stream) + BOX_DEGREES * 0.9,
                        southOf(stream) + BOX_DEGREES * 0.9);
    }

    private static String box(double west, double south, double east, double north) {
        return String.format(Locale.ROOT, "%.4f,%.4f,%.4f,%.4f", west, south, east, north);
    }

    private void openAll() throws InterruptedException {
        Semaphore opening = new Semaphore(OPENING_AT_ONCE);
        CountDownLatch opened = new CountDownLatch(streams);
        for (int i = 0; i < streams; i++) {
            int number = i;
            opening.acquire();
            Thread.ofVirtual().start(() -> watch(number, opening, opened));
        }
        if (!opened.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            say("only %d streams were opened", open.get());
        }
    }

    /** One client: a socket and a thread that reads lines. */
    private void watch(int number, Semaphore opening, CountDownLatch opened) {
        boolean begun = false;
        try (Socket socket = new Socket(replica.getHost(), replica.getPort())) {
            socket.getOutputStream().write(request(number).getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
                            1_024);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!begun && line.startsWith("id:")) {
                    begun = true;
                    open.incrementAndGet();
                    opening.release();
                    opened.countDown();
                } else if (line.startsWith("data:")) {
                    note(number, line);
                }
            }
        } catch (IOException e) {
            say("a stream broke off: %s", e);
        } finally {
            if (begun) {
                open.decrementAndGet();
            } else {
                opening.release();
                opened.countDown();
            }
        }
    }

    private String request(int stream) {
        return """
        GET /api/v1/places/stream?bbox=%s HTTP/1.1\r
        Host: %s\r
        Accept: text/event-stream\r
        \r
        """
                .formatted(boxOf(stream), replica.getAuthority());
    }

    private void note(int stream, String data) {
        long now = System.nanoTime();
        Matcher name = NAME.matcher(data);
        Change change = name.find() ? underway.get(name.group()) : null;
        if (change != null) {
            change.note(stream, now);
        }
    }

    /** Makes a place in the middle of a stream's box. */
    private Change create(int stream) throws IOException, InterruptedException {
        String name = "measured-" + UUID.randomUUID();
        Change change = new Change(stream, wide() + 1);
        underway.put(name, change);
        String body =
                String.format(
                        Locale.ROOT,
                        "{\"name\": \"%s\", \"category\": \"shop\", \"lat\": %.5f, \"lon\": %.5f}",
                        name,
                        southOf(stream) + BOX_DEGREES / 2,
                        westOf(stream) + BOX_DEGREES / 2);
        change.sent = System.nanoTime();
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(replica.resolve("/api/v1/places"))
                                .header(
                                        "Authorization",
                                        "Bearer " + issuer.token(UUID.randomUUID()))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return change;
    }

    private void report(List<Change> shown) {
        long missing = shown.stream().mapToLong(change -> change.missing.getCount()).sum();
        say("%d changes among %d boxes: %d deliveries missing", shown.size(), streams, missing);
        spread("the stream whose box it lies in", shown.stream().map(c -> c.own).toList(), shown);
        spread("the last of all that show it", shown.stream().map(c -> c.last).toList(), shown);
    }

    private static void spread(String which, List<Long> arrivals, List<Change> shown) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (arrivals.get(i) != 0) {
                millis.add((arrivals.get(i) - shown.get(i).sent) / 1e6);
            }
        }
        millis.sort(null);
        say(
                "%s has a change after %.0f ms (median), %.0f (of a hundred the slowest), %.0f (slowest)",
                which, percentile(millis, 50), percentile(millis, 99), percentile(millis, 100));
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Memory of the replica, where its process id is given. */
    private static void memory(String when) {
        Integer pid = Integer.getInteger("maltan.pid");
        if (pid != null) {
            say("%s: %d MB", when, ResidentMemory.megabytesOf(pid));
        }
    }

    @FormatMethod
    private static void say(String format, Object... arguments) {
        System.out.println(format.formatted(arguments));
    }

    /** A new place, and when the streams showed it. */
    private static final class Change {

        private final int stream;
        private final CountDownLatch missing;
        private volatile long sent;
        private volatile long own;
        private volatile long last;

        Change(int stream, int streams) {
            this.stream = stream;
            this.missing = new CountDownLatch(streams);
        }

        synchronized void note(int by, long now) {
            if (by == stream) {
                own = now;
            }
            last = Math.max(last, now);
            missing.countDown();
        }
    }
}
