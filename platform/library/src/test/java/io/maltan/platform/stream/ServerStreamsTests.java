package io.maltan.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.problem.Unavailable;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ServerStreamsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<Caller> NOBODY = Optional.empty();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServerStreams streams =
            new ServerStreams(
                    new StreamsProperties(
                            2,
                            8,
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(45)),
                    meters,
                    Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void beginsWithRetryAndKeepsOpenWithComments() {
        StepVerifier.withVirtualTime(() -> streams.open(Flux.never(), NOBODY))
                .assertNext(event -> assertThat(event.retry()).isEqualTo(Duration.ofSeconds(2)))
                .thenAwait(Duration.ofSeconds(15))
                .assertNext(event -> assertThat(event.comment()).isNotNull())
                .thenAwait(Duration.ofSeconds(15))
                .assertNext(event -> assertThat(event.comment()).isNotNull())
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void writesMessagesAndMarks() {
        Flux<StreamMessage> messages =
                Flux.just(
                        new StreamMessage("5-0", "post_created", Map.of("id", 1)),
                        StreamMessage.of("progress", 7),
                        StreamMessage.mark("6-0"));
        streams.open(messages, NOBODY)
                .skip(1)
                .as(StepVerifier::create)
                .expectNext(
                        ServerSentEvent.<Object>builder(Map.of("id", 1))
                                .id("5-0")
                                .event("post_created")
                                .build(),
                        ServerSentEvent.<Object>builder(7).event("progress").build(),
                        ServerSentEvent.builder().id("6-0").build())
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void endsWhenTheTokenExpires() {
        Caller caller =
                new Caller(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Set.of(Role.USER),
                        Set.of(),
                        NOW.plusSeconds(10));
        StepVerifier.withVirtualTime(() -> streams.open(Flux.never(), Optional.of(caller)))
                .expectNextCount(1)
                .thenAwait(Duration.ofSeconds(10))
                .assertNext(event -> assertEnd(event, "token_expired"))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void endsWhenTheServerIsStopped() {
        streams.open(Flux.never(), NOBODY)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(streams::drain)
                .assertNext(event -> assertEnd(event, "server_draining"))
                .expectComplete()
                .verify(LIMIT);
        streams.open(Flux.never(), NOBODY)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .assertNext(event -> assertEnd(event, "server_draining"))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void endsAReaderThatIsTooSlow() {
        TestPublisher<StreamMessage> messages = TestPublisher.create();
        StreamMessage[] many = new StreamMessage[100];
        Arrays.setAll(many, number -> StreamMessage.of("tick", number));
        StepVerifier.create(streams.open(messages.flux(), NOBODY), 1)
                .expectNextCount(1)
                .then(() -> messages.next(many[0], many))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(event -> "tick".equals(event.event()))
                .assertNext(event -> assertEnd(event, "too_slow"))
                .expectComplete()
                .verify(LIMIT);
        assertThat(meters.counter("maltan.streams.ended", "reason", "too_slow").count()).isOne();
    }

    @Test
    void closesTheConnectionOfAReaderThatTakesNothing() {
        StepVerifier.withVirtualTime(() -> streams.open(Flux.never(), NOBODY), 1)
                .expectNextCount(1)
                .thenAwait(Duration.ofSeconds(45))
                .expectError(TimeoutException.class)
                .verify(LIMIT);
    }

    @Test
    void capsOpenStreams() {
        Disposable first = streams.open(Flux.never(), NOBODY).subscribe();
        Disposable second = streams.open(Flux.never(), NOBODY).subscribe();
        assertThat(meters.get("maltan.streams.open").gauge().value()).isEqualTo(2);
        streams.open(Flux.never(), NOBODY)
                .as(StepVerifier::create)
                .expectErrorSatisfies(error ->
                        assertThat(error)
                                .isInstanceOfSatisfying(
                                        Unavailable.class,
                                        problem ->
                                                assertThat(problem.code())
                                                        .isEqualTo("too_many_streams")))
                .verify(LIMIT);
        first.dispose();
        streams.open(Flux.empty(), NOBODY)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        second.dispose();
        assertThat(meters.get("maltan.streams.open").gauge().value()).isZero();
    }

    private static void assertEnd(ServerSentEvent<Object> event, String reason) {
        assertThat(event.event()).isEqualTo("end");
        assertThat(event.data()).isEqualTo(Map.of("reason", reason));
    }
}
