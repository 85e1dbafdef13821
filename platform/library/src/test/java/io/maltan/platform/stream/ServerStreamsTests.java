package io.maltan.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.json.JsonMapper;

class ServerStreamsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final int BUFFER = 8;

    private final MovableClock time = new MovableClock(NOON);
    private final Client client = new Client();
    private final EmbeddedChannel connection = new EmbeddedChannel(client);
    private final TestPublisher<StreamMessage> messages = TestPublisher.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServerStreams streams =
            new ServerStreams(
                    new StreamsProperties(
                            2,
                            BUFFER,
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(10),
                            DRAIN),
                    new ServerSentEvents(new JsonMapper()),
                    meters,
                    time);

    @AfterEach
    void releasesWhatWasWritten() {
        connection.finishAndReleaseAll();
    }

    @Test
    void writesMessagesAndMarks() {
        open(Flux.just(
                        new StreamMessage("5-0", "post_created", Map.of("id", 1)),
                        StreamMessage.of("progress", "{\"already\":\"한글\"}"),
                        StreamMessage.mark("6-0")))
                .expectComplete()
                .verify(LIMIT);
        assertThat(written())
                .isEqualTo(
                        """
                        id:5-0
                        event:post_created
                        data:{"id":1}

                        event:progress
                        data:{"already":"한글"}

                        id:6-0

                        """);
    }

    @Test
    void keepsOpenWithComments() {
        open(messages.flux())
                .then(() -> pass(Duration.ofSeconds(14)))
                .then(() -> assertThat(written()).isEmpty())
                .then(() -> pass(Duration.ofSeconds(1)))
                .then(() -> assertThat(written()).isEqualTo(":heartbeat\n\n"))
                .then(() -> pass(Duration.ofSeconds(15)))
                .then(() -> assertThat(written()).isEqualTo(":heartbeat\n\n"))
                .thenCancel()
                .verify(LIMIT);
        messages.assertCancelled();
    }

    @Test
    void endsWhenTheTokenExpires() {
        Caller caller =
                new Caller(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Set.of(Role.USER),
                        Set.of(),
                        NOON.plusSeconds(10));
        StepVerifier.create(
                        streams.open(
                                new EventStream(messages.flux(), Optional.of(caller)), connection))
                .then(() -> pass(Duration.ofSeconds(9)))
                .then(() -> assertThat(written()).isEmpty())
                .then(() -> pass(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(LIMIT);
        assertEnd("token_expired");
        messages.assertCancelled();
    }

    @Test
    void endsWhenTheServerIsStopped() {
        open(messages.flux())
                .then(streams::drain)
                .then(() -> endedWithin(DRAIN, List.of(connection)))
                .expectComplete()
                .verify(LIMIT);
        assertEnd("server_draining");
        open(messages.flux()).expectComplete().verify(LIMIT);
        assertEnd("server_draining");
    }

    @Test
    void endsNotAllStreamsInTheSameMomentWhenTheServerIsStopped() {
        List<EmbeddedChannel> connections =
                Stream.generate(EmbeddedChannel::new).limit(100).toList();
        for (EmbeddedChannel one : connections) {
            one.freezeTime();
            streams.open(new EventStream(Flux.never(), Optional.empty()), one).subscribe();
        }

        streams.drain();

        assertThat(endedWithin(Duration.ofMillis(100), connections)).isLessThan(50);
        assertThat(endedWithin(DRAIN.minusMillis(100), connections)).isEqualTo(100);
        connections.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private static long endedWithin(Duration pause, List<EmbeddedChannel> connections) {
        for (EmbeddedChannel one : connections) {
            one.advanceTimeBy(pause.toMillis(), TimeUnit.MILLISECONDS);
            one.runScheduledPendingTasks();
        }
        return connections.stream().filter(one -> !one.outboundMessages().isEmpty()).count();
    }

    @Test
    void asksForNoMoreThanMayWait() {
        client.takesNothing();
        open(messages.flux()).then(() -> emit(BUFFER)).thenCancel().verify(LIMIT);
        messages.assertMaxRequested(BUFFER);
    }

    @Test
    void goesOnInOrderWhenTheClientHasCaughtUp() {
        client.takesNothing();
        open(messages.flux())
                .then(() -> emit(5))
                .then(client::takesEverything)
                .then(() -> emit(1))
                .then(() -> pass(Duration.ofSeconds(10)))
                .then(() ->
                        assertThat(written().lines().filter(line -> line.startsWith("data")))
                                .containsExactly(
                                        "data:0", "data:1", "data:2", "data:3", "data:4", "data:0"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void endsAClientThatDoesNotKeepUp() {
        client.takesNothing();
        open(messages.flux())
                .then(() -> emit(3))
                .then(() -> pass(Duration.ofSeconds(9)))
                .then(() -> emit(1))
                .then(() -> pass(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(LIMIT);
        messages.assertCancelled();
        client.takesEverything();
        assertThat(written()).startsWith("event:tick\ndata:0\n\nevent:end").contains("too_slow");
        assertThat(meters.counter("maltan.streams.ended", "reason", "too_slow").count()).isOne();
    }

    @Test
    void endsAClientForWhomMoreWaitsThanMay() {
        client.takesNothing();
        TestPublisher<StreamMessage> impatient =
                TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
        open(impatient.flux())
                .then(() ->
                        IntStream.range(0, BUFFER + 2)
                                .forEach(
                                        number -> impatient.next(StreamMessage.of("tick", number))))
                .expectComplete()
                .verify(LIMIT);
        client.takesEverything();
        assertThat(written()).contains("too_slow");
    }

    @Test
    void closesTheConnectionOfAClientThatDoesNotFetchTheEnd() {
        client.takesNothing();
        open(messages.flux())
                .then(() -> emit(1))
                .then(() -> pass(Duration.ofSeconds(10)))
                .expectComplete()
                .verify(LIMIT);
        assertThat(connection.isOpen()).isTrue();
        connection.advanceTimeBy(10, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
        assertThat(connection.isOpen()).isFalse();
    }

    private StepVerifier.FirstStep<Void> open(Flux<StreamMessage> source) {
        return StepVerifier.create(
                streams.open(new EventStream(source, Optional.empty()), connection));
    }

    private void emit(int count) {
        IntStream.range(0, count)
                .forEach(number -> messages.next(StreamMessage.of("tick", number)));
    }

    private void pass(Duration duration) {
        time.advance(duration);
        streams.tick();
    }

    private void assertEnd(String reason) {
        assertThat(written())
                .isEqualTo("event:end\ndata:{\"reason\":\"%s\"}\n\n".formatted(reason));
    }

    /** What the client has got since it was last asked. */
    private String written() {
        StringBuilder text = new StringBuilder();
        HttpContent content = connection.readOutbound();
        while (content != null) {
            text.append(content.content().toString(StandardCharsets.UTF_8));
            content.release();
            content = connection.readOutbound();
        }
        return text.toString();
    }

    /** The other end of the connection. */
    private static final class Client extends ChannelOutboundHandlerAdapter {

        private final Queue<Runnable> held = new ArrayDeque<>();
        private boolean taking = true;

        void takesNothing() {
            taking = false;
        }

        void takesEverything() {
            taking = true;
            while (!held.isEmpty()) {
                held.remove().run();
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (taking) {
                context.write(message, promise);
            } else {
                held.add(() -> context.writeAndFlush(message, promise));
            }
        }
    }
}
