package io.maltan.platform.events;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A connection to Redis for one user alone.
 *
 * <p>It is opened when it is first needed. A command that fails otherwise than by an answer of
 * Redis closes it, and the next one opens it anew: Lettuce's own reconnecting waits up to 30 s and
 * repeats commands.
 */
final class RedisLink {

    /** Lettuce gives up long before; should it not, the next attempt is one of its own. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final LettuceConnectionFactory factory;
    private final Duration timeLimit;
    private final Mono<StatefulRedisConnection<String, String>> connection;
    private volatile @Nullable StatefulRedisConnection<String, String> opened;

    RedisLink(LettuceConnectionFactory factory, Duration timeLimit) {
        this.factory = factory;
        this.timeLimit = timeLimit;
        this.connection =
                Mono.fromCallable(this::open)
                        .subscribeOn(Schedulers.boundedElastic())
                        .timeout(OPENING)
                        .cacheInvalidateIf(RedisLink::isLost);
    }

    /** Blocks; runs where that is allowed. */
    private StatefulRedisConnection<String, String> open() {
        RedisClient client = (RedisClient) factory.getRequiredNativeClient();
        StatefulRedisConnection<String, String> connected = client.connect(StringCodec.UTF8);
        connected.setTimeout(timeLimit);
        opened = connected;
        return connected;
    }

    private static boolean isLost(StatefulRedisConnection<String, String> connection) {
        boolean lost = !connection.isOpen();
        if (lost) {
            discard(connection);
        }
        return lost;
    }

    /**
     * Without waiting: the connection is of no use any more, and neither is what becomes of closing
     * it. On another thread: closing spins until all writers are done, and an event loop has better
     * things to do.
     */
    private static void discard(StatefulRedisConnection<String, String> connection) {
        Schedulers.boundedElastic()
                .schedule(() -> {
                    CompletableFuture<Void> ignored = connection.closeAsync();
                });
    }

    <T> Mono<T> call(Function<RedisReactiveCommands<String, String>, Mono<T>> command) {
        return connection.flatMap(connected ->
                command.apply(connected.reactive())
                        .timeout(timeLimit)
                        .doOnError(error -> closeIfBroken(connected, error)));
    }

    <T> Mono<List<T>> list(Function<RedisReactiveCommands<String, String>, Flux<T>> command) {
        return call(commands -> command.apply(commands).collectList());
    }

    /** Runs a script that answers with a number. */
    Mono<Long> script(String script, List<String> keys, List<String> arguments) {
        return call(commands ->
                commands.<Long>eval(
                                script,
                                ScriptOutputType.INTEGER,
                                keys.toArray(String[]::new),
                                arguments.toArray(String[]::new))
                        .next());
    }

    private static void closeIfBroken(
            StatefulRedisConnection<String, String> connection, Throwable error) {
        if (!(error instanceof RedisCommandExecutionException)) {
            discard(connection);
        }
    }

    Mono<Void> close() {
        StatefulRedisConnection<String, String> last = opened;
        return last == null ? Mono.empty() : Mono.fromFuture(last.closeAsync());
    }
}
