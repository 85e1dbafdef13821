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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the place service by itself: how fast it imports so many places, how long its answers
 * take with so many places in it, and the memory of the service and of PostgreSQL. One request at a
 * time, so that what is measured is the answer and not a queue.
 *
 * <p>Settings are system properties: {@code maltan.places.url} (the place service), {@code
 * maltan.places} (how many to import; 0 to measure what is there), {@code maltan.requests} (of each
 * kind), {@code maltan.service} and {@code maltan.postgres} (process ids, to tell their memory).
 * For an import the service must believe the issuer that this program is: {@code MALTAN_USER_URI}
 * names its address, and {@code maltan.issuer-port} its port.
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

    private static final List<String> UNFINISHED =
            List.of(
                    "강남 카",
                    "홍대 스",
                    "부산 약",
                    "강남 스타",
                    "gangnam ca",
                    "제주 호",
                    "대전 치",
                    "남산 식",
                    "스타벅스 강");

    private static final double[][] TOWNS = {
        {37.552, 126.990},
        {35.158, 129.060},
        {36.348, 127.390},
        {33.490, 126.520},
        {37.877, 127.730}
    };

    private final String base = System.getProperty("maltan.places.url", "http://localhost:8082");
    private final int requests = Integer.getInteger("maltan.requests", 500);
    private final Random random = new Random(7);
    private final List<String> names = PlaceFile.names(2_000, 99);
    private final HttpClient client = HttpClient.newHttpClient();
    private Supplier<String> token = () -> "";

    private PlaceBenchmark() {}

    /** Imports, if that is wanted, and measures. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, GeneralSecurityException {
        new PlaceBenchmark().run(Integer.getInteger("maltan.places", 10_000));
    }

    private void run(int places)
            throws IOException, InterruptedException, GeneralSecurityException {
        if (places > 0) {
            MeasuredIssuer issuer = MeasuredIssuer.start();
            UUID administrator = UUID.randomUUID();
            token = () -> issuer.token(administrator, "admin");
            measureImport(places, "import");
            tellMemory("after the import");
            measureImport(places, "the same again");
            token = () -> "";
        }
        OUT.printf(
                "%n| ms | p50 | p95 | p99 | slowest | the slowest |%n|---|---|---|---|---|---|%n");
        measureNearby();
        measureViewports();
        measureTexts();
        measureCompletions();
        tellMemory("after all");
        if (places > 0) {
            System.exit(0);
        }
    }

    private void measureNearby() throws IOException, InterruptedException {
        measure("nearby 1 km", () -> "nearby?radius=1000" + somewhere(2_000));
        measure(
                "nearby 20 km, one kind",
                () -> "nearby?radius=20000&category=culture" + somewhere(20_000));
        measure(
                "nearby 2 km, open",
                () -> "nearby?radius=2000&openAt=2026-06-01T03:00:00Z" + somewhere(2_000));
        measure(
                "nearby 2 km, by rating",
                () -> "nearby?radius=2000&sort=rating" + somewhere(2_000));
    }

    private void measureViewports() throws IOException, InterruptedException {
        measure("box of a street", () -> box(0.005));
        measure("box of a town", () -> box(0.1));
        measure("clusters of a town", () -> box(0.3) + "&zoom=10");
        measure("clusters of the country", () -> "?bbox=124,33,132,39&zoom=6");
        measure("clusters of the country, kind", () -> "?bbox=124,33,132,39&zoom=6&category=cafe");
    }

    private void measureTexts() throws IOException, InterruptedException {
        measure("text", () -> "search?q=" + encoded(oneOf(TEXTS)));
        measure("text, from a place", () -> "search?q=" + encoded(oneOf(TEXTS)) + somewhere(5_000));
        measure("text, a name", () -> "search?q=" + encoded(oneOf(names)));
        measure("text, a typo", () -> "search?q=" + encoded(misspelt(oneOf(names))));
    }

    private void measureCompletions() throws IOException, InterruptedException {
        measure("autocomplete", () -> completion(oneOf(BEGINNINGS)));
        measure(
                "autocomplete, from a place",
                () -> completion(oneOf(BEGINNINGS)) + somewhere(5_000));
        measure("autocomplete, words", () -> completion(oneOf(UNFINISHED)));
        measure(
                "autocomplete, words, place",
                () -> completion(oneOf(UNFINISHED)) + somewhere(5_000));
        measure("autocomplete, any name", () -> completion(begun(oneOf(names))));
        measure(
                "autocomplete, any name, place",
                () -> completion(begun(oneOf(names))) + somewhere(5_000));
    }

    private static String completion(String typed) {
        return "autocomplete?limit=10&q=" + encoded(typed);
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** What somebody has typed of a name after one to four syllables. */
    private String begun(String name) {
        return name.substring(0, 1 + random.nextInt(Math.min(4, name.length())));
    }

    /** A syllable of a name with another vowel. */
    private String misspelt(String name) {
        int at = random.nextInt(name.length());
        char letter = name.charAt(at);
        return letter < '가' || letter > '힣'
                ? name
                : name.substring(0, at) + otherVowel(letter) + name.substring(at + 1);
    }

    private static char otherVowel(char syllable) {
        int index = syllable - '가';
        int vowel = index / 28 % 21;
        return (char) (syllable + (vowel == 0 ? 4 : -vowel) * 28);
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
            isAnswered(query.get());
        }
        double[] millis = new double[requests];
        String slowest = "";
        double most = 0;
        int failed = 0;
        for (int i = 0; i < requests; i++) {
            String wanted = query.get();
            long start = System.nanoTime();
            failed += isAnswered(wanted) ? 0 : 1;
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (millis[i] > most) {
                most = millis[i];
                slowest = wanted;
            }
        }
        Arrays.sort(millis);
        OUT.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %s%s |%n",
                title,
                millis[requests / 2],
                millis[requests * 95 / 100],
                millis[requests * 99 / 100],
                most,
                failed == 0 ? "" : failed + " failed; ",
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
        String bearer = token.get();
        return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
    }

    /** Whether a question was answered rather than given up, which costs time too. */
    private boolean isAnswered(String path) throws IOException, InterruptedException {
        HttpRequest asked = request(path).GET().build();
        return client.send(asked, HttpResponse.BodyHandlers.ofString()).statusCode() < 300;
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

    private static void tellMemory(String when) {
        for (String process : List.of("service", "postgres")) {
            Long id = Long.getLong("maltan." + process);
            if (id != null) {
                OUT.printf("%s, %s: %d MB%n", when, process, ResidentMemory.megabytesOf(id));
            }
        }
    }
}
