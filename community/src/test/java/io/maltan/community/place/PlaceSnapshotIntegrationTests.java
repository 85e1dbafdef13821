package io.maltan.community.place;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.maltan.community.Town;
import io.maltan.platform.id.Ids;
import io.maltan.platform.security.InternalCalls;
import io.maltan.platform.testing.MaltanServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@MaltanServiceTest(service = "community")
class PlaceSnapshotIntegrationTests {

    private static final int PLACES = 1_200;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private InternalCalls internalCalls;
    @Autowired private JsonMapper json;
    @Autowired private R2dbcPlaces stored;
    @Autowired private Places places;

    private final UUID listed = Ids.next();
    private HttpServer owner;
    private int status = 200;

    @BeforeEach
    void openPlaceService() throws IOException {
        owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owner.createContext("/internal/places/snapshot", this::answer);
        owner.start();
    }

    @AfterEach
    void closePlaceService() {
        owner.stop(0);
    }

    @Test
    void takesOverWhatTheOwnerHasAndForgetsWhatItHasNot() {
        UUID vanished = new Town(client, database).place("Gone", "11");

        snapshot()
                .load()
                .as(StepVerifier::create)
                .expectNext("1700-5")
                .expectComplete()
                .verify(Town.LIMIT);

        places.find(listed)
                .as(StepVerifier::create)
                .expectNext(new PlaceLink(listed, "장소", "11440", 3))
                .expectComplete()
                .verify(Town.LIMIT);
        places.find(vanished).as(StepVerifier::create).expectComplete().verify(Town.LIMIT);
    }

    @Test
    void forgetsNothingWhenTheOwnerIsAway() {
        UUID kept = new Town(client, database).place("Kept", "11");
        status = 503;

        snapshot()
                .load()
                .as(StepVerifier::create)
                .expectError(WebClientResponseException.class)
                .verify(Town.LIMIT);

        places.find(kept)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    private PlaceSnapshot snapshot() {
        URI uri = URI.create("http://localhost:" + owner.getAddress().getPort());
        return new PlaceSnapshot(
                WebClient.builder(), new PlaceSource(uri), internalCalls, json, stored);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean authorised = exchange.getRequestHeaders().containsKey(InternalCalls.HEADER);
        byte[] body = lines().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(authorised ? status : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String lines() {
        return "{\"position\": \"1700-5\"}\n"
                + "{\"id\": \"%s\", \"name\": \"장소\", \"region\": {\"code\": \"11440\"}, \"version\": 3}\n"
                        .formatted(listed)
                + IntStream.range(0, PLACES)
                        .mapToObj(i ->
                                "{\"id\": \"%s\", \"name\": \"Place %d\", \"region\": null, \"version\": 1}"
                                        .formatted(Ids.next(), i))
                        .collect(Collectors.joining("\n"));
    }
}
