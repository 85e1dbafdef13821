package io.maltan.loadtests;

import com.google.errorprone.annotations.FormatMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many streams one replica of the community service holds, and how soon each of them has an
 * event.
 *
 * <p>Runs by itself, without Gatling: it is the issuer of the tokens that the replica believes,
 * opens the streams, publishes posts one after the other and notes when each stream has them.
 * README.md has the commands.
 */
public final class StreamMeasurement {

    private static final int OPENING_AT_ONCE = 50;
    private static final int ANSWER_SECONDS = 30;
    private static final int ATTEMPTS = 20;

    /** Longer than a replica waits for a slow client. */
    private static final int PATIENCE_SECONDS = 30;

    private final URI replica;
    private final int streams;
    private final int events;
    private final int slow;
    private final String padding;
    private final String region = "measured-" + UUID.randomUUID();
    private final MeasuredIssuer issuer;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final ConcurrentHashMap<String, Arrivals> arrivals = new ConcurrentHashMap<>();

    private StreamMeasurement(URI replica, MeasuredIssuer issuer) {
        this.replica = replica;
        this.streams = Integer.getInteger("maltan.streams", 5_000);
        this.events = Integer.getInteger("maltan.events", 30);
        this.slow = Integer.getInteger("maltan.slow", 0);
        this.padding = "x".repeat(Integer.getInteger("maltan.body", 100));
        this.issuer = issuer;
    }

    public static void main(String[] arguments) throws Exception {
        StreamMeasurement measurement =
                new StreamMeasurement(
                        URI.create(System.getProperty("maltan.replica", "http://localhost:8084")),
                        MeasuredIssuer.start());
        measurement.run();
        System.exit(0);
    }

    private void run() throws Exception {
        warmUp();
        memory("before");
        long begun = System.nanoTime();
        openAll();
        say("%d streams open after %.1f s", open.get(), (System.nanoTime() - begun) / 1e9);
        memory("with the streams open");
        List<Socket> idle = openSlow();
        for (int i = 0; i < events; i++) {
            Arrivals one = publish(i);
            one.await();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        memory("after the events");
        report();
        reportSlow(idle);
    }

    /** The first post of a replica loads classes and fetches the issuer's key. */
    private void warmUp() throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                publish(-1);
                break;
            } catch (IOException | IllegalStateException e) {
                say("not warm yet: %s", e);
                TimeUnit.SECONDS.sleep(1);
            }
        }
        arrivals.clear();
    }

    /** Clients with little room that never read. */
    private List<Socket> openSlow() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < slow; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(replica.getHost(), replica.getPort()));
            socket.getOutputStream().write(request().getBytes(StandardCharsets.UTF_8));
            sockets.add(socket);
        }
        return sockets;
    }

    private void reportSlow(List<Socket> sockets) throws IOException, InterruptedException {
        if (sockets.isEmpty()) {
            return;
        }
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        memory("when slow clients have been dropped");
        int told = 0;
        int closed = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(2_000);
            try (socket) {
                byte[] rest = socket.getInputStream().readAllBytes();
                closed++;
                if (new String(rest, StandardCharsets.UTF_8).contains("too_slow")) {
                    told++;
                }
            } catch (IOException e) {
                closed += e instanceof SocketTimeoutException ? 0 : 1;
            }
        }
        say("of %d slow clients %d were dropped, %d of them read too_slow", slow, closed, told);
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
            socket.getOutputStream().write(request().getBytes(StandardCharsets.UTF_8));
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
            lost.incrementAndGet();
        } finally {
            if (begun) {
                open.decrementAndGet();
            } else {
                opening.release();
                opened.countDown();
            }
        }
    }

    private String request() {
        return """
        GET /api/v1/community/posts/stream?region=%s HTTP/1.1\r
        Host: %s\r
        Accept: text/event-stream\r
        \r
        """
                .formatted(region, replica.getAuthority());
    }

    private void note(int stream, String data) {
        long now = System.nanoTime();
        int at = data.indexOf("event-");
        if (at >= 0) {
            String name = data.substring(at, data.indexOf('"', at));
            arrivals.computeIfAbsent(name, _ -> new Arrivals(streams)).note(stream, now);
        }
    }

    private Arrivals publish(int number) throws IOException, InterruptedException {
        String name = "event-" + number + "-" + UUID.randomUUID();
        Arrivals expected = arrivals.computeIfAbsent(name, _ -> new Arrivals(streams));
        String body =
                """
                {"title": "%s", "body": "%s", "category": "free", "region": "%s"}
                """
                        .formatted(name, padding, region);
        expected.sent = System.nanoTime();
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(replica.resolve("/api/v1/community/posts"))
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
        return expected;
    }

    private void report() {
        List<Double> medians = new ArrayList<>();
        List<Double> lasts = new ArrayList<>();
        int missing = 0;
        for (Arrivals one : arrivals.values()) {
            double[] millis = one.millis();
            missing += streams - millis.length;
            if (millis.length > 0) {
                medians.add(millis[millis.length / 2]);
                lasts.add(millis[millis.length - 1]);
            }
        }
        medians.sort(null);
        lasts.sort(null);
        say(
                "%d events to %d streams: %d deliveries missing, %d streams lost",
                arrivals.size(), streams, missing, lost.get());
        say("the median stream has an event after %s ms", spread(medians));
        say("the last stream has an event after %s ms", spread(lasts));
    }

    private static String spread(List<Double> sorted) {
        return sorted.isEmpty()
                ? "?"
                : "%.0f (median event), %.0f (worst event)"
                        .formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    /** Resident memory of the replica, where its process id is given. */
    private static void memory(String when) throws IOException {
        Integer pid = Integer.getInteger("maltan.pid");
        if (pid != null) {
            Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .forEach(line -> say("%s: %s", when, line.replaceAll("\\s+", " ")));
        }
    }

    @FormatMethod
    private static void say(String format, Object... arguments) {
        System.out.println(format.formatted(arguments));
    }

    /** When each stream had one event. */
    private static final class Arrivals {

        private final AtomicLongArray times;
        private final CountDownLatch missing;
        private volatile long sent;

        Arrivals(int streams) {
            times = new AtomicLongArray(streams);
            missing = new CountDownLatch(streams);
        }

        void note(int stream, long now) {
            if (times.compareAndSet(stream, 0, now)) {
                missing.countDown();
            }
        }

        void await() throws InterruptedException {
            if (!missing.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                say("%d streams have not got an event", missing.getCount());
            }
        }

        double[] millis() {
            return java.util.stream.IntStream.range(0, times.length())
                    .mapToLong(times::get)
                    .filter(time -> time != 0)
                    .mapToDouble(time -> (time - sent) / 1e6)
                    .sorted()
                    .toArray();
        }
    }
}
