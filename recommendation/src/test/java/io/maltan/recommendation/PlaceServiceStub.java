package io.maltan.recommendation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Serves the snapshot of a place service that has the given lines. */
public final class PlaceServiceStub {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<@Nullable String> secrets = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public PlaceServiceStub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/places/snapshot", this::answer);
        server.start();
    }

    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void add(String placeJson) {
        lines.add(placeJson);
    }

    /** What callers showed as the internal secret. */
    List<@Nullable String> secrets() {
        return secrets;
    }

    private void answer(HttpExchange exchange) throws IOException {
        secrets.add(exchange.getRequestHeaders().getFirst("X-Maltan-Internal"));
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write("{\"position\":\"0-0\"}\n".getBytes(StandardCharsets.UTF_8));
            for (String line : lines) {
                body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        }
    }
}
