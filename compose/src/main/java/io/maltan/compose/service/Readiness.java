package io.maltan.compose.service;

import io.maltan.compose.settings.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the services whether they are ready. */
public final class Readiness implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final Ports ports;

    public Readiness(Ports ports) {
        this.ports = ports;
    }

    /** True when the service says that it can do its work. */
    public boolean isReady(Service service) throws InterruptedException {
        URI uri =
                URI.create(
                        "http://127.0.0.1:%d/actuator/health/readiness"
                                .formatted(service.managementPort(ports)));
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
