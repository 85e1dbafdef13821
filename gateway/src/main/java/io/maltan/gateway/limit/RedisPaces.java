package io.maltan.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Paces in Redis, each a number that a script moves by Redis's own clock.
 *
 * <p>Three answers in a row that do not come in time close the connection; from then on nobody is
 * kept waiting, and a new connection is tried every second. Lettuce's own reconnecting would keep
 * commands and repeat them.
 */
@Component
class RedisPaces implements SharedPaces, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisPaces.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final int FAILURES = 3;
    private static final int THREADS = 2;
    private static final String PREFIX = "gateway:limit:";

    /** Numbers of a claim in the script's arguments, and of a grant in its answer. */
    private static final int GRANT_SIZE = 3;

    private static final String SCRIPT =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local answer = {}
            for i, key in ipairs(KEYS) do
              local at = (i - 1) * 5
              local interval, window = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
              local spent, asks = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
              local part = tonumber(ARGV[at + 5])
              local full = math.max(tonumber(redis.call('GET', key) or '0'), now)
              full = math.max(full + spent * interval, now)
              if spent > 0 then full = math.min(full, now + window) end
              local left = math.max(0, math.floor((now + window - full) / interval + 0.000001))
              local granted = 0
              if asks == 1 and left >= 1 then
                granted = 1
                if part > 0 then granted = granted + math.floor((left - 1) / part) end
                full = full + granted * interval
              end
              if full > now then
                redis.call('SET', key, string.format('%.0f', full),
                    'PX', string.format('%.0f', math.ceil((full - now) / 1000)))
              end
              table.insert(answer, granted)
              table.insert(answer, left - granted)
              table.insert(answer, math.floor(full - now))
            end
            return answer
            """;

    private final RedisSettings settings;
    private final AtomicInteger failures = new AtomicInteger();

    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile Disposable connecting = Disposables.disposed();
    private @Nullable RedisClient client;
    private @Nullable ClientResources resources;
    private boolean told;

    RedisPaces(RedisSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder(
                        "maltan.gateway.rate.limits.shared",
                        this,
                        paces -> paces.isReachable() ? 1 : 0)
                .description("1 while replicas keep limits together, 0 while each keeps its own")
                .register(meters);
    }

    @Override
    public boolean isReachable() {
        return connection != null;
    }

    @Override
    public Mono<List<Grant>> settle(List<Claim> claims) {
        StatefulRedisConnection<String, String> connected = connection;
        if (connected == null) {
            return Mono.error(() -> new IllegalStateException("Redis is not reachable"));
        }
        return connected
                .reactive()
                .<List<Object>>eval(
                        SCRIPT, ScriptOutputType.MULTI, keysOf(claims), argumentsOf(claims))
                .next()
                .timeout(settings.timeLimit())
                .map(RedisPaces::toGrants)
                .doOnNext(grants -> failures.set(0))
                .doOnError(error -> failed(connected, error));
    }

    private static String[] keysOf(List<Claim> claims) {
        return claims.stream().map(claim -> PREFIX + claim.key()).toArray(String[]::new);
    }

    private static String[] argumentsOf(List<Claim> claims) {
        List<String> arguments = new ArrayList<>();
        for (Claim claim : claims) {
            arguments.add(String.format(Locale.ROOT, "%.6f", claim.quota().interval()));
            arguments.add(Long.toString(claim.quota().windowMicros()));
            arguments.add(Long.toString(claim.spent()));
            arguments.add(claim.asks() ? "1" : "0");
            arguments.add(Long.toString(claim.part()));
        }
        return arguments.toArray(String[]::new);
    }

    private static List<Grant> toGrants(List<Object> numbers) {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += GRANT_SIZE) {
            grants.add(
                    new Grant(
                            (Long) numbers.get(i),
                            (Long) numbers.get(i + 1),
                            (Long) numbers.get(i + 2)));
        }
        return grants;
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
        if (settings.host().isBlank()) {
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
