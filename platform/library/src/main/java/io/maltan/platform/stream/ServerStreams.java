package io.maltan.platform.stream;

import io.maltan.platform.problem.Unavailable;
import io.maltan.platform.security.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Exceptions;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Turns messages into server-sent events that stay open, stay bounded, and end with a reason. */
public final class ServerStreams {

    private static final String END = "end";
    private static final String TOKEN_EXPIRED = "token_expired";
    private static final String SERVER_DRAINING = "server_draining";
    private static final String TOO_SLOW = "too_slow";

    private final StreamsProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Semaphore places;
    private final Sinks.Empty<Void> draining = Sinks.empty();

    ServerStreams(StreamsProperties properties, MeterRegistry meters, Clock clock) {
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.places = new Semaphore(properties.cap());
        meters.gauge(
                "maltan.streams.open", places, free -> properties.cap() - free.availablePermits());
    }

    /**
     * The body of a {@code text/event-stream} response.
     *
     * <p>It begins with {@code retry:} and has a comment every so often. It ends with the event
     * {@code end} when the caller's token expires, when the server is stopped, or when the client
     * does not keep up. Where too many are open already it fails with the problem {@code
     * too_many_streams}.
     */
    public Flux<ServerSentEvent<Object>> open(
            Flux<StreamMessage> messages, Optional<Caller> caller) {
        return Flux.using(this::takePlace, places -> stream(messages, caller), Semaphore::release);
    }

    /** Ends every stream, those opened later too. */
    void drain() {
        draining.tryEmitEmpty();
    }

    private Semaphore takePlace() {
        if (!places.tryAcquire()) {
            throw new Unavailable("too_many_streams", properties.retry());
        }
        return places;
    }

    private Flux<ServerSentEvent<Object>> stream(
            Flux<StreamMessage> messages, Optional<Caller> caller) {
        Sinks.Empty<Void> over = Sinks.empty();
        Flux<ServerSentEvent<Object>> body =
                bounded(messages).doFinally(signal -> over.tryEmitEmpty());
        Flux<ServerSentEvent<Object>> heartbeats = heartbeats().takeUntilOther(over.asMono());
        Mono<ServerSentEvent<Object>> end = end(caller).takeUntilOther(over.asMono());
        return Flux.merge(body, heartbeats, end)
                .takeUntil(ServerStreams::isEnd)
                .startWith(first())
                .timeout(properties.stall());
    }

    private Flux<ServerSentEvent<Object>> bounded(Flux<StreamMessage> messages) {
        return messages.map(ServerStreams::toServerSentEvent)
                .onBackpressureBuffer(properties.buffer(), BufferOverflowStrategy.ERROR)
                .onErrorResume(
                        Exceptions::isOverflow,
                        overflow -> Mono.fromSupplier(() -> ended(TOO_SLOW)));
    }

    /** What ends the stream before its messages do. */
    private Mono<ServerSentEvent<Object>> end(Optional<Caller> caller) {
        Mono<String> drained = draining.asMono().then(Mono.just(SERVER_DRAINING));
        Mono<String> expired = caller.map(this::expiry).orElse(Mono.never());
        return Mono.firstWithSignal(drained, expired).map(this::ended);
    }

    private Mono<String> expiry(Caller caller) {
        Duration left = Duration.between(clock.instant(), caller.expiresAt());
        return Mono.delay(left.isNegative() ? Duration.ZERO : left).thenReturn(TOKEN_EXPIRED);
    }

    private Flux<ServerSentEvent<Object>> heartbeats() {
        ServerSentEvent<Object> heartbeat = ServerSentEvent.builder().comment("heartbeat").build();
        return Flux.interval(properties.heartbeat()).onBackpressureDrop().map(tick -> heartbeat);
    }

    private ServerSentEvent<Object> first() {
        return ServerSentEvent.builder().retry(properties.retry()).build();
    }

    private ServerSentEvent<Object> ended(String reason) {
        meters.counter("maltan.streams.ended", "reason", reason).increment();
        return ServerSentEvent.<Object>builder(Map.of("reason", reason)).event(END).build();
    }

    private static boolean isEnd(ServerSentEvent<Object> event) {
        return END.equals(event.event());
    }

    private static ServerSentEvent<Object> toServerSentEvent(StreamMessage message) {
        ServerSentEvent.Builder<Object> event = ServerSentEvent.builder();
        if (message.id() != null) {
            event.id(message.id());
        }
        return message.isMark()
                ? event.build()
                : event.event(message.event()).data(message.data()).build();
    }
}
