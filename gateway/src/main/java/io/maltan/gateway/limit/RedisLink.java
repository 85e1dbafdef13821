package io.maltan.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The connection to the Redis that replicas share, for questions that are worth little time.
 *
 * <p>Three answers in a row that do not come in time close the connection; from then on nobody is
 * kept waiting, and a new connection is tried every second. Lettuce's own reconnecting would keep
 * commands and repeat them.
 */
@Component
class RedisLink implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final int FAILURES = 3;
    private static final int THREADS = 2;

    private final RedisSettings settings;
    private final AtomicInteger failures = new AtomicInteger();

    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile Disposable connecting = Disposables.disposed();
    private @Nullable RedisClient client;
    private @Nullable ClientResources resources;
    private boolean told;

    RedisLink(RedisSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("maltan.gateway.rate.limits.shared", this, link -> link.isReachable() ? 1 : 0)
                .description("1 while replicas keep limits together, 0 while each keeps its own")
                .register(meters);
    }

    /** Whether there is a Redis at all. */
    boolean isConfigured() {
        return !settings.host().isBlank();
    }

    /** Whether there is any sense in asking. */
    boolean isReachable() {
        return connection != null;
    }

    /** Asks for one value; fails where it takes too long. */
    <T> Mono<T> ask(Function<RedisReactiveCommands<String, String>, Mono<T>> question) {
        StatefulRedisConnection<String, String> connected = connection;
        if (connected == null) {
            return Mono.error(() -> new IllegalStateException("Redis is not reachable"));
        }
        return question.apply(connected.reactive())
                .timeout(settings.timeLimit())
                .doOnSuccess(answer -> failures.set(0))
                .doOnError(error -> failed(connected, error));
    }

    private void failed(StatefulRedisConnection<String, String> connected, Throwable error) {
        if (failures.incrementAndGet() >= FAILURES || !connected.isOpen()) {
            lose(connected, error);
        }
    }

    private synchronized void lose(StatefulRedisConnection<String, String> lost, Throwable error) {
        if (lost.equals(connection)) {
            connection = null;
            away(error);
        }
        discard(lost);
    }

    /** On another thread: closing spins until all writers are done. */
    private static void discard(StatefulRedisConnection<String, String> lost) {
        Schedulers.boundedElastic()
                .schedule(() -> {
                    CompletableFuture<Void> ignored = lost.closeAsync();
                });
    }

    private synchronized void away(Throwable error) {
        if (!told) {
            log.warn(
                    "Redis does not answer, this replica keeps limits alone: {}", error.toString());
        }
        told = true;
    }

    @Override
    public void start() {
        if (!isConfigured()) {
            connecting = Disposables.single();
            return;
        }
        connecting =
                Flux.interval(Duration.ZERO, RETRY)
                        .onBackpressureDrop()
                        .filter(tick -> connection == null)
                        .concatMap(tick -> connect(), 1)
                        .subscribe();
    }

    private Mono<Void> connect() {
        return Mono.fromCallable(this::openedClient)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(opened ->
                        Mono.fromCompletionStage(
                                () -> opened.connectAsync(StringCodec.UTF8, uri())))
                .timeout(CONNECTING)
                .doOnNext(this::connected)
                .doOnError(this::away)
                .onErrorComplete()
                .then();
    }

    private RedisURI uri() {
        RedisURI.Builder uri =
                RedisURI.builder()
                        .withHost(settings.host())
                        .withPort(settings.port())
                        .withDatabase(settings.database())
                        .withTimeout(CONNECTING);
        return settings.password().isEmpty()
                ? uri.build()
                : uri.withPassword(settings.password().toCharArray()).build();
    }

    private synchronized void connected(StatefulRedisConnection<String, String> opened) {
        failures.set(0);
        connection = opened;
        log.info("Limits are kept together with other replicas, in Redis");
        told = false;
    }

    private synchronized RedisClient openedClient() {
        RedisClient existing = client;
        if (existing != null) {
            return existing;
        }
        ClientResources own =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(THREADS)
                        .computationThreadPoolSize(THREADS)
                        .build();
        RedisClient opened = RedisClient.create(own);
        opened.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false)
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .build());
        resources = own;
        client = opened;
        return opened;
    }

    @Override
    public synchronized void stop() {
        connecting.dispose();
        connection = null;
        RedisClient opened = client;
        ClientResources own = resources;
        if (opened != null && own != null) {
            CompletableFuture<Void> ignored =
                    opened.shutdownAsync(0, 1, TimeUnit.SECONDS).thenRun(() -> release(own));
        }
        client = null;
    }

    private static void release(ClientResources own) {
        var ignored = own.shutdown(0, 1, TimeUnit.SECONDS);
    }

    @Override
    public boolean isRunning() {
        return !connecting.isDisposed();
    }
}
