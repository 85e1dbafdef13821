package io.maltan.compose.mainjob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An open stream of server-sent events. */
final class EventStream implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final Stream<String> lines;
    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch placed = new CountDownLatch(1);

    private EventStream(InputStream body) {
        this.body = body;
        this.lines =
                new java.io.BufferedReader(
                                new java.io.InputStreamReader(
                                        body, java.nio.charset.StandardCharsets.UTF_8))
                        .lines();
        Thread.ofVirtual().name("event-stream").start(this::read);
    }

    static EventStream open(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Expect.equal(OK, response.statusCode(), "status of the stream " + request.uri().getPath());
        String type = response.headers().firstValue("Content-Type").orElse("");
        Expect.that(type.startsWith("text/event-stream"), "text/event-stream, was %s", type);
        return new EventStream(response.body());
    }

    /**
     * Waits until the server has said from which position the stream goes on: whatever happens from
     * now on arrives.
     */
    void awaitPosition(Duration limit) throws InterruptedException {
        Expect.that(
                placed.await(limit.toMillis(), TimeUnit.MILLISECONDS),
                "a position within %d ms",
                limit.toMillis());
    }

    /** The next event of that name which the predicate accepts, skipping others. */
    JsonNode await(String name, Predicate<JsonNode> accepted, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            @Nullable Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError(
                        "expected an event %s within %d ms".formatted(name, limit.toMillis()));
            }
            if (event.name().equals(name) && accepted.test(event.data())) {
                return event.data();
            }
        }
    }

    JsonNode await(String name, Duration limit) throws InterruptedException {
        return await(name, data -> true, limit);
    }

    /** Forgets what has arrived so far. */
    void clear() {
        events.clear();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        Parser parser = new Parser();
        try {
            lines.forEach(parser::accept);
        } catch (UncheckedIOException e) {
            // Closed by us or by the server: whoever waits for an event finds that none comes.
            events.add(new Event("closed", JSON.createObjectNode()));
        }
    }

    private record Event(String name, JsonNode data) {}

    private final class Parser {
        private String name = "message";
        private final StringBuilder data = new StringBuilder();

        void accept(String line) {
            if (line.startsWith("id:")) {
                placed.countDown();
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Event(name, JSON.readTree(data.toString())));
                name = "message";
                data.setLength(0);
            }
        }
    }
}
