package io.maltan.platform.stream;

import io.maltan.platform.problem.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/** The open streams of this replica, and the one clock that they have in common. */
final class ServerStreams implements SmartLifecycle {

    private static final MediaType TYPE = MediaType.TEXT_EVENT_STREAM;

    /** How late it may be noticed that a heartbeat is due, or that a stream has to end. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final StreamsProperties properties;
    private final ServerSentEvents format;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Semaphore places;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile @Nullable Disposable ticking;

    ServerStreams(
            StreamsProperties properties,
            ServerSentEvents format,
            MeterRegistry meters,
            Clock clock) {
        this.properties = properties;
        this.format = format;
        this.meters = meters;
        this.clock = clock;
        this.places = new Semaphore(properties.cap());
        meters.gauge(
                "maltan.streams.open", places, free -> properties.cap() - free.availablePermits());
    }

    /**
     * Answers a request with a stream, which begins with {@code retry:} and has a comment every so
     * often. It ends with the event {@code end} when the caller's token expires, when the server is
     * stopped, or when the client does not keep up. Where too many are open already it fails with
     * the problem {@code too_many_streams}.
     */
    Mono<Void> answer(EventStream stream, ServerHttpRequest request, ServerHttpResponse response) {
        response.getHeaders().setContentType(TYPE);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        Flux<DataBuffer> first =
                Flux.just(response.bufferFactory().wrap(format.retry(properties.retry())));
        return Mono.using(
                this::takePlace,
                _ ->
                        response.writeAndFlushWith(Flux.just(first))
                                .then(open(stream, connectionOf(request))),
                Semaphore::release);
    }

    /** The stream on its connection; it begins when it is subscribed to. */
    Mono<Void> open(EventStream stream, Channel connection) {
        long expiry =
                stream.caller()
                        .map(caller -> caller.expiresAt().toEpochMilli())
                        .orElse(Long.MAX_VALUE);
        return new OpenStream(this, connection, stream.messages(), expiry);
    }

    private Semaphore takePlace() {
        if (!places.tryAcquire()) {
            throw new Unavailable("too_many_streams", properties.retry());
        }
        return places;
    }

    private static Channel connectionOf(ServerHttpRequest request) {
        AtomicReference<Channel> channel = new AtomicReference<>();
        HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
        received.withConnection(connection -> channel.set(connection.channel()));
        return channel.get();
    }

    StreamsProperties properties() {
        return properties;
    }

    ServerSentEvents format() {
        return format;
    }

    long now() {
        return clock.millis();
    }

    void opened(OpenStream stream) {
        open.add(stream);
        if (draining) {
            stream.end(OpenStream.SERVER_DRAINING);
        }
    }

    void closed(OpenStream stream) {
        open.remove(stream);
    }

    void ended(String reason) {
        meters.counter("maltan.streams.ended", "reason", reason).increment();
    }

    /** Ends every stream, each at a moment of its own; those opened later at once. */
    void drain() {
        draining = true;
        long within = properties.drain().toMillis();
        open.forEach(stream -> stream.endWithin(within, OpenStream.SERVER_DRAINING));
    }

    /** Has every stream look at the time for which something is due. */
    void tick() {
        long now = now();
        for (OpenStream stream : open) {
            if (stream.isDue(now)) {
                stream.lookAtTime();
            }
        }
    }

    @Override
    public void start() {
        ticking =
                Schedulers.parallel()
                        .schedulePeriodically(
                                this::tick,
                                TICK.toMillis(),
                                TICK.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        Disposable last = ticking;
        if (last != null) {
            last.dispose();
            ticking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return ticking != null;
    }

    /** Stops after the web server has. */
    @Override
    public int getPhase() {
        return 0;
    }
}
