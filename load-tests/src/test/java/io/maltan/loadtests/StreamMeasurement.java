package io.maltan.loadtests;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many streams one replica of the community service holds, and how soon each of them has an
 * event.
 *
 * <p>Runs by itself, without Gatling: it is the issuer of the tokens that the replica believes, opens
 * the streams, publishes posts one after the other and notes when each stream has them. README.md
 * has the commands.
 */
public final class StreamMeasurement {

    private static final String ISSUER = "http://localhost:8080";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int OPENING_AT_ONCE = 50;
    private static final int ANSWER_SECONDS = 30;

    private final URI replica;
    private final int streams;
    private final int events;
    private final String region = "measured-" + UUID.randomUUID();
    private final KeyPair keys;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final ConcurrentHashMap<String, Arrivals> arrivals = new ConcurrentHashMap<>();

    private StreamMeasurement(URI replica, int streams, int events, KeyPair keys) {
        this.replica = replica;
        this.streams = streams;
        this.events = events;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        StreamMeasurement measurement =
                new StreamMeasurement(
                        URI.create(System.getProperty("maltan.replica", "http://localhost:8084")),
                        Integer.getInteger("maltan.streams", 5_000),
                        Integer.getInteger("maltan.events", 30),
                        generator.generateKeyPair());
        HttpServer issuer = measurement.serveKeys(Integer.getInteger("maltan.issuer-port", 18_081));
        measurement.run();
        issuer.stop(0);
        System.exit(0);
    }

    private void run() throws Exception {
        memory("before");
        long begun = System.nanoTime();
        openAll();
        say("%d streams open after %.1f s", open.get(), (System.nanoTime() - begun) / 1e9);
        memory("with the streams open");
        for (int i = 0; i < events; i++) {
            Arrivals one = publish(i);
            one.await();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        memory("after the events");
        report();
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
            socket.getOutputStream()
                    .write(
                            ("GET /api/v1/community/posts/stream?region=%s HTTP/1.1\r\nHost: %s\r\n"
                                            + "Accept: text/event-stream\r\n\r\n")
                                    .formatted(region, replica.getAuthority())
                                    .getBytes(StandardCharsets.UTF_8));
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
                {"title": "%s", "body": "measured", "category": "free", "region": "%s"}
                """
                        .formatted(name, region);
        expected.sent = System.nanoTime();
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(replica.resolve("/api/v1/community/posts"))
                                .header("Authorization", "Bearer " + token(UUID.randomUUID()))
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

    private HttpServer serveKeys(int port) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        byte[] set =
                """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "measured", "n": "%s", "e": "%s"}]}
                """
                        .formatted(number(key.getModulus()), number(key.getPublicExponent()))
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/jwks.json",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, set.length);
                    exchange.getResponseBody().write(set);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private String token(UUID person) {
        Instant now = Instant.now();
        String claims =
                """
                {"iss": "%s", "aud": ["maltan"], "sub": "%s", "sid": "%s", "jti": "%s", "roles": ["user"],
                 "scope": "read write", "iat": %d, "exp": %d}
                """
                        .formatted(
                                ISSUER,
                                person,
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                now.getEpochSecond(),
                                now.plusSeconds(600).getEpochSecond());
        String signed =
                text("{\"alg\": \"RS256\", \"typ\": \"at+jwt\", \"kid\": \"measured\"}")
                        + "."
                        + text(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String text(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return BASE64.encodeToString(
                bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

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
