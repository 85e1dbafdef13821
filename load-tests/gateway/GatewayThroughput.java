import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Throughput of the gateway, with token, limits and breaker, as a ratio to nginx that proxies the same upstream on the same machine in the
 * same run. Needs a JDK, the gateway's jar, and nginx and wrk on the PATH (Debian: nginx-light, wrk):
 *
 * <pre>java load-tests/gateway/GatewayThroughput.java compose/jvm/gateway.args gateway/target/maltan-gateway.jar 32 10 5</pre>
 *
 * The last numbers are connections, seconds a run, and runs of each. Runs alternate, so that whatever else the machine does meets both. The
 * upstream is the HTTP server of the JDK, which answers a list of places from memory on virtual threads.
 */
public final class GatewayThroughput {

    private static final int GATEWAY = 18_080;
    private static final int USER = 18_081;
    private static final int UPSTREAM = 18_082;
    private static final int NGINX = 18_083;
    private static final String PATH = "/api/v1/places/nearby?lat=37.5&lon=127";
    private static final String BODY = "{\"items\":[" + "{\"name\":\"place\"},".repeat(60) + "{}]}";
    private static final String ISSUER = "http://localhost:8080";

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

    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        int runs = Integer.parseInt(arguments[4]);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        playUserService((RSAPublicKey) keys.getPublic());
        playPlaceService();
        List<Process> started = List.of(startNginx(), startGateway(arguments[0], arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> started.forEach(Process::destroy)));
        awaitStart(NGINX);
        awaitStart(GATEWAY);
        String token = token(keys);
        load(GATEWAY, token, connections, 20); // warms it up
        List<Double> gateway = new ArrayList<>();
        List<Double> nginx = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            nginx.add(load(NGINX, token, connections, seconds));
            gateway.add(load(GATEWAY, token, connections, seconds));
            System.out.printf("nginx %.0f/s, gateway %.0f/s%n", nginx.getLast(), gateway.getLast());
        }
        System.out.printf(
                "median: nginx %.0f/s, gateway %.0f/s, ratio %.2f%n",
                median(nginx), median(gateway), median(gateway) / median(nginx));
        System.exit(0);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Requests a second; an answer that is not 200 ends the comparison. */
    private static double load(int port, String token, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-H", "Authorization: Bearer " + token,
                                "http://127.0.0.1:" + port + PATH)
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

    private static Process startNginx() throws IOException {
        Path folder = Files.createTempDirectory("gateway-throughput");
        Path settings =
                Files.writeString(folder.resolve("nginx.conf"), NGINX_SETTINGS.formatted(folder, UPSTREAM, NGINX));
        return new ProcessBuilder("nginx", "-p", folder.toString(), "-c", settings.toString(), "-e", folder.resolve("error.log").toString())
                .inheritIO()
                .start();
    }

    private static Process startGateway(String jvmArguments, String jar) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder process = new ProcessBuilder(List.of(java, "@" + jvmArguments, "-jar", jar));
        var environment = process.environment();
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("SERVER_PORT", Integer.toString(GATEWAY));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(GATEWAY + 1_000));
        environment.put("MALTAN_RATE_LIMITS", "shadow");
        environment.put("MALTAN_REDIS_HOST", "");
        environment.put("MALTAN_ISSUER", ISSUER);
        environment.put("MALTAN_USER_URI", "http://127.0.0.1:" + USER);
        environment.put("MALTAN_PLACE_URI", "http://127.0.0.1:" + UPSTREAM);
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
        server.createContext("/internal/revoked-sessions", exchange -> answer(exchange, "{\"sessions\":[]}"));
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
