import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resident memory of the gateway with streams open and requests under way. Needs nothing but a JDK and the gateway's jar:
 *
 * <pre>java load-tests/gateway/GatewayMemory.java compose/jvm/gateway.args gateway/target/maltan-gateway.jar 1000 1000 60</pre>
 *
 * The last numbers are streams, requests at once (each takes the service three seconds), and seconds. It plays all four services and all
 * clients itself; limits are only counted (shadow), since all come from one address.
 */
public final class GatewayMemory {

    private static final int GATEWAY = freePort();
    private static final int MANAGEMENT = freePort();
    private static final int SERVICE = freePort();
    private static final Duration SERVICE_TIME = Duration.ofSeconds(3);
    private static final String BODY = "{\"items\":[" + "1,".repeat(500) + "0]}";

    private static final AtomicInteger streams = new AtomicInteger();
    private static final AtomicInteger answered = new AtomicInteger();
    private static final AtomicInteger refused = new AtomicInteger();
    private static final AtomicInteger broken = new AtomicInteger();

    private static volatile boolean running = true;

    public static void main(String[] arguments) throws Exception {
        int wantedStreams = Integer.parseInt(arguments[2]);
        int wantedRequests = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
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
        long most = 0;
        for (int second = 0; second < seconds && gateway.isAlive(); second++) {
            Thread.sleep(1_000);
            most = Math.max(most, resident(gateway));
            if (second % 10 == 0) {
                report(gateway);
            }
        }
        report(gateway);
        System.out.println("most: " + most + " MB, alive: " + gateway.isAlive());
        running = false;
        gateway.destroy();
        System.exit(0);
    }

    private static void report(Process gateway) throws IOException {
        System.out.printf(
                "resident %d MB, streams %d, answered %d, refused %d, broken %d%n",
                resident(gateway), streams.get(), answered.get(), refused.get(), broken.get());
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
        for (int i = 0; i < 600; i++) {
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
            if (!head(in).startsWith("HTTP/1.1 200")) {
                refused.incrementAndGet();
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

    /** A client that asks again as soon as it is answered. */
    private static void ask() {
        while (running) {
            try (Socket socket = connect(GATEWAY)) {
                send(socket, "GET /api/v1/places/nearby?lat=37.5&lon=127 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                (answer.startsWith("HTTP/1.1 200") ? answered : refused).incrementAndGet();
                if (!answer.startsWith("HTTP/1.1 200")) {
                    Thread.sleep(1_000);
                }
            } catch (IOException | InterruptedException e) {
                broken.incrementAndGet();
            }
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
                    Thread.sleep(SERVICE_TIME);
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
