package io.maltan.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Settings that are mounted, and written anew while the gateway runs. */
@TestPropertySource(
        properties = {
            "MALTAN_CONFIG=" + LiveSettingsTests.FOLDER,
            "maltan.configuration.interval=50ms"
        })
class LiveSettingsTests extends GatewayTest {

    static final String FOLDER = "target/live-settings";

    private static final String PAGE = "https://page.example";

    @AfterEach
    void nothingMounted() throws IOException {
        Files.deleteIfExists(Path.of(FOLDER, "gateway.yml"));
    }

    @Test
    void admitPagesOfOtherOrigins() {
        mount("maltan.gateway.intake.cors-origins: [\"https://other.example\"]");
        await(() -> callFrom(PAGE), status -> status == 403);
        mount("maltan.gateway.intake.cors-origins: [\"" + PAGE + "\"]");
        await(() -> callFrom(PAGE), status -> status == 200);
    }

    private int callFrom(String origin) {
        return statusOf(
                client().get()
                        .uri("/api/v1/places/anything")
                        .header("Origin", origin)
                        .exchange()
                        .returnResult(byte[].class));
    }

    @Test
    void closeAndOpenTheDoorToStreams() {
        String path = "/api/v1/places/live/stream";
        mount("maltan.gateway.streams.open: 0");
        await(() -> callOf(path), status -> status == 503);
        mount("maltan.gateway.streams.open: 10");
        await(() -> callOf(path), status -> status == 200);
    }

    @Test
    void giveOneServiceLessTimeThanAllOthers() {
        String path = "/api/v1/recommendations/taking-its-time";
        Services.RECOMMENDATION.answer(
                path,
                (request, response) ->
                        response.sendString(
                                Mono.just("late").delayElement(Duration.ofMillis(500))));
        await(() -> callOf(path), status -> status == 200);
        mount("maltan.gateway.balancing.recommendation.response: 100ms");
        await(() -> callOf(path), status -> status == 504);
    }

    private int callOf(String path) {
        return statusOf(client().get().uri(path).exchange().returnResult(byte[].class));
    }

    private static int statusOf(FluxExchangeResult<byte[]> answer) {
        return answer.getStatus().value();
    }

    private static void mount(String settings) {
        try {
            Files.createDirectories(Path.of(FOLDER));
            Files.writeString(Path.of(FOLDER, "gateway.yml"), settings);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        int status();
    }

    private static void await(Call call, Predicate<Integer> expected) {
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> call.status())
                .filter(expected)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }
}
