package io.maltan.loadtests;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What a replica of the recommendation service takes, in memory and in time, while the people of
 * {@code recommendation.sql} come back one after the other: each asks where they are, every fourth
 * without a position, every tenth gives feedback and asks again.
 *
 * <p>Runs by itself, without Gatling: it is the issuer of the tokens that the replica believes.
 * README.md has the commands.
 */
public final class RecommendationMeasurement {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PARTS = 5;

    private final URI replica =
            URI.create(System.getProperty("maltan.replica", "http://localhost:8083"));
    private final int requests = Integer.getInteger("maltan.requests", 20_000);
    private final int people = Integer.getInteger("maltan.people", 100_000);
    private final int atOnce = Integer.getInteger("maltan.at-once", 2);
    private final String pid = System.getProperty("maltan.pid", "");
    private final Random random = new Random(Long.getLong("maltan.seed", 7));
    private final HttpClient client = HttpClient.newHttpClient();
    private final MeasuredIssuer issuer;
    private final AtomicInteger failures = new AtomicInteger();

    private RecommendationMeasurement(MeasuredIssuer issuer) {
        this.issuer = issuer;
    }

    public static void main(String[] arguments) throws Exception {
        new RecommendationMeasurement(MeasuredIssuer.start()).run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        memory("before");
        for (int part = 1; part <= PARTS; part++) {
            double[] millis = ask(requests / PARTS);
            say(
                    "%,d requests: %.1f ms in the middle, %.1f ms the slowest of a hundred, %d failed",
                    part * requests / PARTS,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    failures.get());
            memory("then");
        }
    }

    private double[] ask(int count) throws InterruptedException {
        double[] millis = new double[count];
        try (ExecutorService callers = Executors.newFixedThreadPool(atOnce)) {
            for (int i = 0; i < count; i++) {
                int at = i;
                Visit visit = new Visit(i, random);
                callers.execute(() -> millis[at] = timed(visit));
            }
            callers.shutdown();
            if (!callers.awaitTermination(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("The replica does not answer");
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private double timed(Visit visit) {
        String token = issuer.token(visit.person);
        if (visit.givesFeedback) {
            send(
                    request("/feedback", token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(visit.feedback())));
        }
        long begun = System.nanoTime();
        send(request(visit.where(), token).GET());
        return (System.nanoTime() - begun) / 1e6;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(replica.resolve("/api/v1/recommendations" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<Void> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() >= 300) {
                failures.incrementAndGet();
            }
        } catch (IOException e) {
            failures.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Resident memory of the replica, where its process id is given: anonymous and of files. */
    private void memory(String when) throws IOException {
        if (pid.isEmpty()) {
            return;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "status"))) {
            StringBuilder told = new StringBuilder();
            lines.filter(line -> line.matches("(VmRSS|VmHWM|RssAnon|RssFile|RssShmem):.*"))
                    .map(line -> line.split("[:\\s]+", -1))
                    .forEach(parts ->
                            told.append(
                                    "  %s %.0f MB"
                                            .formatted(
                                                    parts[0], Long.parseLong(parts[1]) / 1024.0)));
            say("%-7s%s", when, told);
        }
    }

    @FormatMethod
    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** Somebody of the database, somewhere in a town of it. */
    private final class Visit {

        private final UUID person;
        private final UUID place;
        private final boolean hasPosition;
        private final boolean givesFeedback;
        private final double lat;
        private final double lon;

        Visit(int number, Random random) {
            this.person = id("u" + (1 + random.nextInt(people)));
            this.place = id("p" + 5 * random.nextInt(2_000));
            this.hasPosition = number % 4 != 0;
            this.givesFeedback = number % 10 == 1;
            int town = (int) (250 * Math.sqrt(random.nextDouble()));
            this.lat = 33.3 + town * 37 % 250 * 0.019 + 0.01 * random.nextGaussian();
            this.lon = 126.4 + town * 91 % 250 * 0.0116 + 0.012 * random.nextGaussian();
        }

        /** As PostgreSQL's {@code md5(text)::uuid}. */
        private static UUID id(String text) {
            try {
                byte[] hash =
                        MessageDigest.getInstance("MD5")
                                .digest(text.getBytes(StandardCharsets.UTF_8));
                ByteBuffer halves = ByteBuffer.wrap(hash);
                return new UUID(halves.getLong(), halves.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        String where() {
            return hasPosition ? String.format(Locale.ROOT, "?lat=%.5f&lon=%.5f", lat, lon) : "";
        }

        String feedback() {
            return """
            {"events": [{"id": "%s", "type": "click", "placeId": "%s"}]}
            """
                    .formatted(UUID.randomUUID(), place);
        }
    }
}
