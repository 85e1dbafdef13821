import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resident memory of the gateway with streams open and requests under way. Needs nothing but a JDK and the gateway's jar:
 *
 * <pre>java load-tests/gateway/GatewayMemory.java compose/jvm/gateway.args gateway/target/maltan-gateway.jar 1000 1000 60 3</pre>
 *
 * The last numbers are streams, requests at once, seconds, and how many seconds the service takes to answer a request: 1,000 requests of
 * four seconds are always under way, but only 250 of them come each second, so that an hour of it asks little of the machine. It plays all
 * four services and all clients itself; limits are only counted (shadow), since all come from one address. What was refused and what broke
 * is told at the end, and makes the program fail.
 */
public final class GatewayMemory {

    private static final int GATEWAY = freePort();
    private static final int MANAGEMENT = freePort();
    private static final int SERVICE = freePort();
    private static final String BODY = "{\"items\":[" + "1,".repeat(500) + "0]}";

    /** Minutes in a run of hours, else every ten seconds. */
    private static final int LONG_RUN = 600;

    private static final AtomicInteger streams = new AtomicInteger();
    private static final AtomicInteger answered = new AtomicInteger();
    private static final AtomicInteger refused = new AtomicInteger();
    private static final AtomicInteger broken = new AtomicInteger();

    private static final Map<Integer, AtomicInteger> refusals = new ConcurrentSkipListMap<>();

    private static volatile Duration serviceTime = Duration.ofSeconds(3);
    private static volatile boolean running = true;

    public static void main(String[] arguments) throws Exception {
        int wantedStreams = Integer.parseInt(arguments[2]);
        int wantedRequests = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        if (arguments.length > 5) {
            serviceTime = Duration.ofSeconds(Long.parseLong(arguments[5]));
        }
        playServices();
        Process gateway = start(arguments[0], arguments[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::destroyForcibly));
        awaitStart();
        System.out.println("idle: " + resident(gateway) + " MB");
        for (int i = 0; i < wantedStreams; i++) {
            Thread.ofVirtual().start(GatewayMemory::stream);
            Thread.sleep(5);
        }
        for (int i = 0; i < wantedRequests; i++) {
            Thread.ofVirtual().start(GatewayMemory::ask);
            Thread.sleep(2);
        }
        int pause = seconds > LONG_RUN ? 60 : 10;
        long most = 0;
        long began = System.nanoTime();
        long reported = 0;
        for (long second = 0; second < seconds && gateway.isAlive(); second = (System.nanoTime() - began) / 1_000_000_000) {
            Thread.sleep(1_000);
            most = Math.max(most, resident(gateway));
            if (second >= reported) {
                report(gateway);
                reported += pause;
            }
        }
        report(gateway);
        boolean well = gateway.isAlive() && streams.get() == wantedStreams && refused.get() == 0 && broken.get() == 0;
        System.out.println("most: " + most + " MB, alive: " + gateway.isAlive() + ", refused by status: " + refusals);
        running = false;
        gateway.destroy();
        System.exit(well ? 0 : 1);
    }

    private static void report(Process gateway) throws IOException {
        System.out.printf(
                "%tT resident %d MB, heap %d MB, direct %d MB, streams %d, answered %d, refused %d, broken %d%n",
                LocalTime.now(),
                resident(gateway),
                metric("jvm_memory_used_bytes{area=\"heap\"") >> 20,
                metric("netty_allocator_memory_used{", "memory_type=\"direct\"") >> 20,
                streams.get(),
                answered.get(),
                refused.get(),
                broken.get());
    }

    /** The sum of the lines of the gateway's metrics that begin so and have all of these. */
    private static long metric(String begin, String... parts) {
        try (InputStream metrics = URI.create("http://127.0.0.1:" + MANAGEMENT + "/actuator/prometheus").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(begin) && List.of(parts).stream().allMatch(line::contains))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Process start(String jvmArguments, String jar) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder process = new ProcessBuilder(List.of(java, "@" + jvmArguments, "-jar", jar));
        var environment = process.environment();
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("SERVER_PORT", Integer.toString(GATEWAY));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(MANAGEMENT));
        environment.put("MALTAN_RATE_LIMITS", "shadow");
        environment.put("MALTAN_REDIS_HOST", "");
        environment.put("MALTAN_GATEWAY_TRAFFIC_ORDINARY_RESPONSE", "30s");
        environment.put("LOGGING_LEVEL_IO_MALTAN_GATEWAY_ACCESS", "warn");
        for (String service : List.of("USER", "PLACE", "RECOMMENDATION", "COMMUNITY")) {
            environment.put("MALTAN_" + service + "_URI", "http://127.0.0.1:" + SERVICE);
        }
        return process.redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("gateway-memory", ".log").toFile())
                .start();
    }

    private static void awaitStart() throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            try (Socket socket = connect(GATEWAY)) {
                Thread.sleep(3_000);
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("The gateway does not start");
    }

    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** A client with a stream that it never leaves. */
    private static void stream() {
        try (Socket socket = connect(GATEWAY)) {
            send(socket, "GET /api/v1/places/stream?bbox=126,37,127,38 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            if (!head.startsWith("HTTP/1.1 200")) {
                refused(head);
                return;
            }
            streams.incrementAndGet();
            try {
                while (in.read() >= 0) {}
            } finally {
                streams.decrementAndGet();
            }
        } catch (IOException e) {
            broken.incrementAndGet();
        }
    }

    private static void refused(String head) {
        refused.incrementAndGet();
        int status = head.length() < 12 ? 0 : Integer.parseInt(head.substring(9, 12));
        refusals.computeIfAbsent(status, same -> new AtomicInteger()).incrementAndGet();
    }

    /** A client that asks again, on the same connection, as soon as it is answered. */
    private static void ask() {
        while (running) {
            try (Socket socket = connect(GATEWAY)) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                askOn(socket, in);
            } catch (IOException | InterruptedException e) {
                if (running) {
                    broken.incrementAndGet();
                }
            }
        }
    }

    private static void askOn(Socket socket, InputStream in) throws IOException, InterruptedException {
        while (running) {
            send(socket, "GET /api/v1/places/nearby?lat=37.5&lon=127 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String head = head(in);
            if (!head.startsWith("HTTP/1.1 200")) {
                refused(head);
                Thread.sleep(1_000);
                return;
            }
            in.skipNBytes(BODY.length());
            answered.incrementAndGet();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void playServices() throws IOException {
        ServerSocket server = new ServerSocket(SERVICE, 4_000, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (running) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                if (head.contains("/stream")) {
                    speak(socket.getOutputStream());
                } else if (head.contains("/internal/")) {
                    answer(socket, "{\"sessions\":[]}");
                } else {
                    Thread.sleep(serviceTime);
                    answer(socket, BODY);
                }
            }
        } catch (IOException | InterruptedException left) {
            // The gateway is done with the connection.
        }
    }

    private static void answer(Socket socket, String json) throws IOException {
        send(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private static void speak(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        while (running) {
            String event = "id: 1\nevent: place_updated\ndata: {\"id\":\"" + "x".repeat(200) + "\"}\n\n";
            out.write((Integer.toHexString(event.length()) + "\r\n" + event + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            Thread.sleep(5_000);
        }
    }

    /** Up to the empty line; empty at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }
}
