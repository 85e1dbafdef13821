package io.maltan.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.events.DeadLetters;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.testing.TestPostgres;
import io.maltan.platform.testing.TestRedis;
import io.maltan.platform.testing.TestTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class StreamingServiceIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CAP = 5;
    private static final TestPostgres.Database POSTGRES = TestPostgres.database("streaming");
    private static final ConfigurableApplicationContext SERVICE = start(TestRedis.database());

    private static ConfigurableApplicationContext start(TestRedis.Database redis) {
        return new SpringApplicationBuilder(StreamingService.class)
                .properties(
                        Map.of(
                                "spring.application.name",
                                "streaming",
                                "server.port",
                                0,
                                "management.server.port",
                                0,
                                "maltan.events.stream",
                                EventStreams.PLACE,
                                "maltan.streams.cap",
                                CAP,
                                "maltan.security.issuer",
                                TestTokens.ISSUER,
                                "maltan.security.jwks-uri",
                                TestTokens.jwksUri()))
                .run(
                        "--spring.r2dbc.url=" + POSTGRES.r2dbcUrl(),
                        "--spring.r2dbc.username=" + POSTGRES.user(),
                        "--spring.r2dbc.password=" + POSTGRES.password(),
                        "--spring.data.redis.host=" + redis.host(),
                        "--spring.data.redis.port=" + redis.port(),
                        "--spring.data.redis.database=" + redis.index());
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void streamsWhatIsPublished() {
        open(SERVICE, Optional.empty())
                .filter(event -> event.comment() == null)
                .as(StepVerifier::create)
                .assertNext(event -> assertThat(event.retry()).isEqualTo(Duration.ofSeconds(2)))
                .assertNext(event -> assertThat(event.id()).isNotNull())
                .then(() -> build("mill"))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("house_built");
                    assertThat(event.id()).matches("\\d+-\\d+");
                    assertThat(event.data()).isEqualTo("{\"name\":\"mill\"}");
                })
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void resumesAfterTheLastEventId() {
        EventTail tail = SERVICE.getBean(EventTail.class);
        String before = Objects.requireNonNull(tail.position(EventStreams.PLACE).block(LIMIT));
        build("forge");
        build("inn");
        open(SERVICE, Optional.of(before))
                .filter(event -> "house_built".equals(event.event()))
                .mapNotNull(ServerSentEvent::data)
                .as(StepVerifier::create)
                .expectNext("{\"name\":\"forge\"}", "{\"name\":\"inn\"}")
                .thenCancel()
                .verify(LIMIT);
        open(SERVICE, Optional.of("nonsense"))
                .skip(1)
                .as(StepVerifier::create)
                .assertNext(event -> assertThat(event.event()).isEqualTo("reset"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void answersAProblemBeyondTheCap() {
        Gauge open = SERVICE.getBean(MeterRegistry.class).get("maltan.streams.open").gauge();
        until(Mono.fromSupplier(() -> open.value() == 0));
        Disposable.Composite opened = Disposables.composite();
        for (int stream = 0; stream < CAP; stream++) {
            opened.add(open(SERVICE, Optional.empty()).subscribe());
        }
        until(Mono.fromSupplier(() -> open.value() == CAP));
        client(SERVICE)
                .get()
                .uri("/houses/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchangeToMono(response -> response.toEntity(String.class))
                .as(StepVerifier::create)
                .assertNext(StreamingServiceIntegrationTests::assertTooManyStreams)
                .expectComplete()
                .verify(LIMIT);
        opened.dispose();
        until(Mono.fromSupplier(() -> open.value() == 0));
    }

    private static void assertTooManyStreams(ResponseEntity<String> answer) {
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(answer.getBody()).contains("too_many_streams");
    }

    private static void until(Mono<Boolean> condition) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .onBackpressureDrop()
                .concatMap(tick -> condition, 1)
                .takeUntil(met -> met)
                .blockLast(LIMIT);
    }

    @Test
    void showsAndReplaysDeadLetters() {
        build("ruin");
        DeadLetters deadLetters = SERVICE.getBean(DeadLetters.class);
        until(deadLetters.count().map(count -> count == 1));
        WebClient management =
                WebClient.create(
                        "http://localhost:"
                                + SERVICE.getEnvironment().getProperty("local.management.port"));
        management
                .get()
                .uri("/actuator/deadletters")
                .retrieve()
                .bodyToMono(String.class)
                .as(StepVerifier::create)
                .assertNext(body -> assertThat(body).contains("\"count\":1", "fell down"))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void endsStreamsBeforeTheServerStops() {
        ConfigurableApplicationContext service = start(TestRedis.database());
        open(service, Optional.empty())
                .filter(event -> event.comment() == null)
                .as(StepVerifier::create)
                .expectNextCount(2)
                .then(() -> Schedulers.boundedElastic().schedule(service::close))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("end");
                    assertThat(event.data()).contains("server_draining");
                })
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void startsWithoutRedis() {
        try (ConfigurableApplicationContext lonely =
                start(new TestRedis.Database("localhost", 1, 0))) {
            assertThat(lonely.isRunning()).isTrue();
            lonely.getBean(Outbox.class).append(built("mill")).block(LIMIT);
        }
    }

    private static void build(String house) {
        SERVICE.getBean(Outbox.class).append(built(house)).block(LIMIT);
    }

    private static NewEvent built(String house) {
        return new NewEvent("house.built", house, new StreamingService.House(house));
    }

    private static Flux<ServerSentEvent<String>> open(
            ConfigurableApplicationContext service, Optional<String> lastEventId) {
        return client(service)
                .get()
                .uri("/houses/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> lastEventId.ifPresent(id -> headers.set("Last-Event-ID", id)))
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {});
    }

    private static WebClient client(ConfigurableApplicationContext service) {
        return WebClient.create(
                "http://localhost:" + service.getEnvironment().getProperty("local.server.port"));
    }
}
