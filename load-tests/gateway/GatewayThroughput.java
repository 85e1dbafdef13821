import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Throughput of the gateway, with token, limits and breaker, as a ratio to nginx that proxies the same upstream on the same machine in the
 * same run; beside it that of Spring Cloud Gateway as it comes ({@code PlainGateway.java}). Needs a JDK, the gateway's jar, and nginx and wrk on the PATH (Debian: nginx-light, wrk):
 *
 * <pre>java load-tests/gateway/GatewayThroughput.java compose/jvm/gateway.args gateway/target/maltan-gateway.jar 32 10 5 8080</pre>
 *
 * The last numbers are connections, seconds a run, runs of each, and the first port of a running Maltan with at least one place
 * ({@code compose/up --demo}); without it the second part is left out. Takes about three minutes and three times the runs for each part. Runs alternate, so that whatever else the machine does meets both.
 *
 * <ol>
 *   <li>A bare upstream: the HTTP server of the JDK, which answers a list of places from memory on virtual threads. It costs next to nothing,
 *       so this compares what two proxies cost by themselves, and nothing that anybody runs.
 *   <li>A real one: the place service of the running Maltan, which answers {@code GET /api/v1/places/{id}} out of PostgreSQL. This is what a
 *       user of the system sees: how much of its throughput the gateway leaves.
 * </ol>
 */
public final class GatewayThroughput {

    private static final int BASE = Integer.getInteger("port", 18_080);
    private static final int GATEWAY = BASE;
    private static final int USER = BASE + 1;
    private static final int UPSTREAM = BASE + 2;
    private static final int NGINX = BASE + 3;
    private static final int PLAIN = BASE + 4;
    private static final String PATH = "/api/v1/places/nearby?lat=37.5&lon=127";
    private static final String BODY = "{\"items\":[" + "{\"name\":\"place\"},".repeat(60) + "{}]}";
    private static final String ISSUER = "http://localhost:8080";

    /** The code is compiled while it runs: it is loaded until it no longer becomes faster, within bounds. */
    private static final int WARM_UP_SECONDS = 5;

    private static final int LEAST_WARM_UPS = 6;
    private static final int MOST_WARM_UPS = 18;
    private static final double FASTER = 1.03;

    /** What the gateway adds; Spring's own parts of it would take part by being there. */
    private static final Pattern ADDED =
            Pattern.compile("maltan|security|oauth2|tracing|opentelemetry|lettuce|redis|resilience4j|springdoc|swagger");

    /** As many as the gateway gives itself. */
    private static final String LOOPS = "-Dreactor.netty.ioWorkerCount=" + Runtime.getRuntime().availableProcessors();

    private static final String NGINX_SETTINGS =
            """
            daemon off; worker_processes auto; pid %1$s/nginx.pid; error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              keepalive_requests 1000000;
              upstream place { server 127.0.0.1:%2$d; keepalive 64; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:%3$d;
                location / { proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_pass http://place; }
              }
            }
            """;

    /** What both proxies stand in front of, and what they are asked for. */
    private record Upstream(String name, int userPort, int placePort, String issuer, String path, String token) {}

    /** The load: connections, seconds a run, runs of each. */
    private record Load(int connections, int seconds, int runs) {}

    public static void main(String[] arguments) {
        try {
            compare(arguments);
            System.exit(0);
        } catch (Exception failed) {
            // The servers that are played here would keep the program alive.
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private static void compare(String[] arguments) throws Exception {
        Load load =
                new Load(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        List<Upstream> upstreams = new ArrayList<>();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        playUserService((RSAPublicKey) keys.getPublic());
        playPlaceService();
        upstreams.add(new Upstream("bare", USER, UPSTREAM, ISSUER, PATH, token(keys)));
        if (arguments.length > 5) {
            upstreams.add(running(Integer.parseInt(arguments[5])));
        }
        for (Upstream upstream : upstreams) {
            compare(upstream, arguments, load);
        }
    }

    private static void compare(Upstream upstream, String[] arguments, Load load) throws Exception {
        Process nginx = startNginx(upstream);
        Process gateway = startGateway(arguments[0], arguments[1], upstream);
        Process plain = startPlainGateway(arguments[0], arguments[1], upstream);
        List<Process> started = List.of(nginx, gateway, plain);
        Thread stopping = new Thread(() -> started.forEach(Process::destroy));
        Runtime.getRuntime().addShutdownHook(stopping);
        awaitStart(NGINX);
        awaitStart(GATEWAY);
        awaitStart(PLAIN);
        warmUp("gateway", GATEWAY, upstream, load);
        warmUp("plain gateway", PLAIN, upstream, load);
        List<Run> passed = new ArrayList<>();
        List<Run> proxied = new ArrayList<>();
        List<Run> plainly = new ArrayList<>();
        for (int run = 0; run < load.runs(); run++) {
            proxied.add(measure(nginx, NGINX, upstream, load));
            passed.add(measure(gateway, GATEWAY, upstream, load));
            plainly.add(measure(plain, PLAIN, upstream, load));
            System.out.printf(
                    "%s: nginx %s, gateway %s, plain gateway %s%n",
                    upstream.name(), proxied.getLast(), passed.getLast(), plainly.getLast());
        }
        Run other = median(proxied);
        System.out.printf(
                "%s upstream, median: nginx %s, gateway %s, plain gateway %s%n",
                upstream.name(), other, told(median(passed), other, gateway), told(median(plainly), other, plain));
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(stopping);
    }

    private static String told(Run usual, Run nginx, Process gateway) throws IOException {
        return "%s, ratio %.2f, resident %d MB".formatted(usual, usual.rate() / nginx.rate(), resident(gateway));
    }

    private static void warmUp(String name, int port, Upstream upstream, Load load) throws IOException, InterruptedException {
        double best = 0;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            double rate = load(port, upstream, load.connections(), WARM_UP_SECONDS);
            System.out.printf("%s: %s warms up, %.0f/s%n", upstream.name(), name, rate);
            if (i >= LEAST_WARM_UPS && rate < best * FASTER) {
                return;
            }
            best = Math.max(best, rate);
        }
    }

    /** Requests a second, and what one of them costs the proxy in microseconds of processor time. */
    private record Run(double rate, double cost) {

        @Override
        public String toString() {
            return "%.0f/s (%.0f us each)".formatted(rate, cost);
        }
    }

    private static Run measure(Process proxy, int port, Upstream upstream, Load load) throws IOException, InterruptedException {
        double before = processorSeconds(proxy);
        double rate = load(port, upstream, load.connections(), load.seconds());
        return new Run(rate, (processorSeconds(proxy) - before) * 1e6 / (rate * load.seconds()));
    }

    /** Of a process and those that it started. */
    private static double processorSeconds(Process process) throws IOException {
        double seconds = ticks(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            seconds += ticks(child.pid());
        }
        return seconds;
    }

    /** User and system time, the 14th and 15th field of proc's stat, in hundredths of a second. */
    private static double ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static Run median(List<Run> runs) {
        return runs.stream().sorted(Comparator.comparingDouble(Run::rate)).toList().get(runs.size() / 2);
    }

    /** One of the places of a running Maltan, and a guest who asks for it. */
    private static Upstream running(int base) throws Exception {
        String issuer = first("\"issuer\":\"([^\"]+)\"", get(base + 1, "/.well-known/openid-configuration"));
        String id = first("\"id\":\"([0-9a-f-]{36})\"", get(base + 2, "/api/v1/places/nearby?lat=37.57&lon=126.98&radius=50000"));
        HttpRequest guest =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (base + 1) + "/api/v1/auth/guest"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return new Upstream(
                "real", base + 1, base + 2, issuer, "/api/v1/places/" + id, first("\"accessToken\":\"([^\"]+)\"", answer(guest)));
    }

    private static String get(int port, String path) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
    }

    private static String answer(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Requests a second; an answer that is not 200 ends the comparison. */
    private static double load(int port, Upstream upstream, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-H", "Authorization: Bearer " + upstream.token(),
                                "http://127.0.0.1:" + port + upstream.path())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        if (output.contains("Non-2xx")) {
            throw new IllegalStateException("Not all requests were answered with 200:\n" + output);
        }
        Matcher rate = Pattern.compile("Requests/sec:\\s+([0-9.]+)").matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static Process startNginx(Upstream upstream) throws IOException {
        Path folder = Files.createTempDirectory("gateway-throughput");
        Path settings =
                Files.writeString(folder.resolve("nginx.conf"), NGINX_SETTINGS.formatted(folder, upstream.placePort(), NGINX));
        return new ProcessBuilder("nginx", "-p", folder.toString(), "-c", settings.toString(), "-e", folder.resolve("error.log").toString())
                .inheritIO()
                .start();
    }

    private static Process startGateway(String jvmArguments, String jar, Upstream upstream) throws IOException {
        return start(GATEWAY, upstream, List.of("java", "@" + jvmArguments, "-jar", jar));
    }

    /** Without what the gateway adds to Spring Cloud Gateway, which would configure itself. */
    private static Process startPlainGateway(String jvmArguments, String jar, Upstream upstream) throws Exception {
        Path libraries = Files.createTempDirectory("plain-gateway");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(libraries)));
        run("jar", "--extract", "--dir", libraries.toString(), "--file", jar);
        try (Stream<Path> all = Files.list(libraries.resolve("BOOT-INF/lib"))) {
            for (Path library : all.filter(path -> ADDED.matcher(path.getFileName().toString()).find()).toList()) {
                Files.delete(library);
            }
        }
        String classPath = libraries.resolve("BOOT-INF/lib") + "/*";
        Path source = Path.of("load-tests", "gateway", "PlainGateway.java");
        run("javac", "-cp", classPath, "-d", libraries.toString(), source.toString());
        return start(
                PLAIN,
                upstream,
                List.of("java", "@" + jvmArguments, LOOPS, "-cp", libraries + ":" + classPath, "PlainGateway"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            System.err.println("Could not be deleted: " + left);
        }
    }

    private static void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ofThisJdk(tool)));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Failed: " + command);
        }
    }

    private static String ofThisJdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static Process start(int port, Upstream upstream, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.set(0, ofThisJdk(command.getFirst()));
        ProcessBuilder process = new ProcessBuilder(whole);
        var environment = process.environment();
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(port + 900));
        environment.put("MALTAN_RATE_LIMITS", "shadow");
        environment.put("MALTAN_REDIS_HOST", "");
        environment.put("MALTAN_ISSUER", upstream.issuer());
        environment.put("MALTAN_USER_URI", "http://127.0.0.1:" + upstream.userPort());
        environment.put("MALTAN_PLACE_URI", "http://127.0.0.1:" + upstream.placePort());
        return process.redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("gateway-throughput", ".log").toFile())
                .start();
    }

    private static void awaitStart(int port) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.sleep(3_000);
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("Nothing listens on port " + port);
    }

    /** The keys, and that nobody's session is revoked. */
    private static void playUserService(RSAPublicKey key) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", USER), 0);
        String keys =
                "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                        .formatted(base64(unsigned(key.getModulus())), base64(unsigned(key.getPublicExponent())));
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, keys));
        server.createContext("/internal/revoked-sessions", exchange -> answer(exchange, "\0".repeat(8)));
        server.start();
    }

    private static void playPlaceService() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", UPSTREAM), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, BODY));
        server.start();
    }

    private static void answer(HttpExchange exchange, String json) {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(KeyPair keys) throws Exception {
        long now = Instant.now().getEpochSecond();
        String head = base64("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));
        String claims =
                base64(
                        """
                        {"sub":"%s","sid":"%s","roles":["user"],"scope":"read write","iss":"%s","aud":"maltan","iat":%d,"exp":%d,"jti":"%s"}"""
                                .formatted(UUID.randomUUID(), UUID.randomUUID(), ISSUER, now, now + 840, UUID.randomUUID())
                                .getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return head + "." + claims + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
