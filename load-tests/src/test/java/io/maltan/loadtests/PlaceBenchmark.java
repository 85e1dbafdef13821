package io.maltan.loadtests;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the place service by itself: how fast it imports so many places, and how long its
 * answers take with so many places in it. One request at a time, so that what is measured is the
 * answer and not a queue.
 *
 * <p>Settings are system properties: {@code maltan.places.url} (the place service), {@code
 * maltan.token} (an administrator's access token; without one nothing is imported), {@code
 * maltan.places} (how many), {@code maltan.requests} (of each kind), {@code maltan.pids} (processes
 * whose memory is told, separated by commas).
 */
public final class PlaceBenchmark {

    private static final PrintStream OUT = System.out;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Pattern ID = Pattern.compile("\"importId\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern RUNNING = Pattern.compile("\"status\"\\s*:\\s*\"running\"");

    private static final List<String> TEXTS =
            List.of(
                    "스타벅스",
                    "강남 카페",
                    "부산 스시",
                    "ㅅㅌㅂㅅ",
                    "tmxkqjrtm",
                    "스타박스",
                    "한강공원",
                    "카페",
                    "seoul",
                    "교보문고",
                    "제주 박물관",
                    "홍대 카페",
                    "메가커피",
                    "남산식당",
                    "치킨",
                    "대전 약국");

    private static final List<String> BEGINNINGS =
            List.of(
                    "ㅅ", "스", "슽", "스타", "스타ㅂ", "스타벅", "카", "카페", "강나", "ㅁㄱㅋㅍ", "메가", "교", "교보",
                    "gs", "se", "seoul", "남산", "남산식", "ㄱ", "k", "한솥", "별빛", "tmxk", "호", "호텔");

    private static final double[][] TOWNS = {
        {37.552, 126.990},
        {35.158, 129.060},
        {36.348, 127.390},
        {33.490, 126.520},
        {37.877, 127.730}
    };

    private final String base = System.getProperty("maltan.places.url", "http://localhost:8082");
    private final String token = System.getProperty("maltan.token", "");
    private final int requests = Integer.getInteger("maltan.requests", 500);
    private final Random random = new Random(7);
    private final HttpClient client = HttpClient.newHttpClient();

    private PlaceBenchmark() {}

    /** Imports, where there is a token, and measures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new PlaceBenchmark().run(Integer.getInteger("maltan.places", 10_000));
    }

    private void run(int places) throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            measureImport(places, "import");
            measureImport(places, "the same again");
        }
        tellMemory("after the import");
        OUT.printf("%-28s %8s %8s %8s %8s%n", "ms", "p50", "p95", "p99", "max");
        measure("nearby 1 km", () -> "nearby?radius=1000&limit=20" + somewhere(2_000));
        measure(
                "nearby 20 km, category",
                () -> "nearby?radius=20000&category=culture&limit=20" + somewhere(20_000));
        measure(
                "nearby 2 km, open",
                () -> "nearby?radius=2000&openAt=2026-06-01T03:00:00Z" + somewhere(2_000));
        measure("box of a street", () -> box(0.005));
        measure("box of a town", () -> box(0.1));
        measure("clusters of a town", () -> box(0.3) + "&zoom=10");
        measure("clusters of the country", () -> "?bbox=124,33,132,39&zoom=6");
        measure("text", () -> "search?q=" + encoded(TEXTS.get(random.nextInt(TEXTS.size()))));
        measure(
                "text, from a place",
                () ->
                        "search?q="
                                + encoded(TEXTS.get(random.nextInt(TEXTS.size())))
                                + somewhere(5_000));
        measure(
                "autocomplete",
                () ->
                        "autocomplete?limit=10&q="
                                + encoded(BEGINNINGS.get(random.nextInt(BEGINNINGS.size()))));
        measure(
                "autocomplete, from a place",
                () ->
                        "autocomplete?limit=10&q="
                                + encoded(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())))
                                + somewhere(5_000));
        tellMemory("after all");
    }

    private void measureImport(int places, String title) throws IOException, InterruptedException {
        Path file = Files.createTempFile("places", ".csv");
        try {
            PlaceFile.write(places, file);
            long start = System.nanoTime();
            String id =
                    first(
                            ID,
                            send(
                                    request("imports?format=csv&dataset=generated")
                                            .POST(HttpRequest.BodyPublishers.ofFile(file))));
            String report = send(request("imports/" + id).GET());
            while (RUNNING.matcher(report).find()) {
                Thread.sleep(200);
                report = send(request("imports/" + id).GET());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            OUT.printf(
                    Locale.ROOT,
                    "%s: %,d places in %.1f s, %,.0f a second (%d MB)%n%s%n",
                    title,
                    places,
                    seconds,
                    places / seconds,
                    Files.size(file) >> 20,
                    report);
        } finally {
            Files.delete(file);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(text);
        }
        return matcher.group(1);
    }

    private void measure(String title, Supplier<String> query)
            throws IOException, InterruptedException {
        for (int i = 0; i < requests / 10; i++) {
            send(request(query.get()).GET());
        }
        double[] millis = new double[requests];
        String slowest = "";
        double most = 0;
        for (int i = 0; i < requests; i++) {
            String wanted = query.get();
            long start = System.nanoTime();
            send(request(wanted).GET());
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (millis[i] > most) {
                most = millis[i];
                slowest = wanted;
            }
        }
        Arrays.sort(millis);
        OUT.printf(
                Locale.ROOT,
                "%-28s %8.1f %8.1f %8.1f %8.1f  %s%n",
                title,
                millis[requests / 2],
                millis[requests * 95 / 100],
                millis[requests * 99 / 100],
                most,
                java.net.URLDecoder.decode(slowest, StandardCharsets.UTF_8));
    }

    private String somewhere(double metres) {
        double[] town = TOWNS[random.nextInt(TOWNS.length)];
        double degrees = metres / 111_195;
        return String.format(
                Locale.ROOT,
                "&lat=%.5f&lon=%.5f",
                town[0] + random.nextGaussian() * degrees,
                town[1] + random.nextGaussian() * degrees);
    }

    private String box(double degrees) {
        double[] town = TOWNS[random.nextInt(TOWNS.length)];
        double west = town[1] + random.nextGaussian() * 0.02;
        double south = town[0] + random.nextGaussian() * 0.02;
        return String.format(
                Locale.ROOT,
                "?limit=100&bbox=%.5f,%.5f,%.5f,%.5f",
                west,
                south,
                west + degrees,
                south + degrees);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        String separator = path.startsWith("?") ? "" : "/";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1/places" + separator + path))
                        .timeout(LIMIT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s was answered %d: %s"
                            .formatted(response.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }

    private static void tellMemory(String when) throws IOException {
        for (String pid : System.getProperty("maltan.pids", "").split(",", -1)) {
            if (!pid.isBlank()) {
                try (Stream<String> lines = Files.lines(Path.of("/proc", pid.strip(), "status"))) {
                    lines.filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                            .forEach(line -> OUT.printf("%s, process %s: %s%n", when, pid, line));
                }
            }
        }
    }
}
