package io.maltan.gateway.limit;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The streams that callers have open, at all replicas of the gateway together.
 *
 * <p>Each is an entry in Redis with a lease, which its replica renews: those of a replica that
 * crashed run out by themselves, and those that a lost Redis forgot are there again with the next
 * renewal. While Redis does not answer in time each replica goes by the streams of its own.
 */
@Component
class OpenStreams implements SmartLifecycle {

    private static final String PREFIX = "gateway:streams:";
    private static final int RENEWED_AT_ONCE = 100;

    /** How many renewals fit into a lease. */
    private static final int RENEWALS = 3;

    private static final String OPEN =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            local open = redis.call('ZCARD', KEYS[1])
            if open < tonumber(ARGV[3]) then
              redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return open + 1
            """;

    private static final String RENEW =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            for i, key in ipairs(KEYS) do
              redis.call('ZADD', key, now + ARGV[1], ARGV[i + 1])
              redis.call('PEXPIRE', key, ARGV[1])
            end
            return #KEYS
            """;

    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong opened = new AtomicLong();
    private final Map<String, Integer> here = new ConcurrentHashMap<>();
    private final Map<String, String> callersById = new ConcurrentHashMap<>();
    private final RedisLink redis;
    private final Duration lease;

    private volatile Disposable renewing = Disposables.disposed();

    /**
     * A stream that is open, or would be if its caller may have so many.
     *
     * @param count the streams of its caller, this one among them
     */
    record Stream(String caller, String id, long count) {}

    OpenStreams(RedisLink redis, RedisSettings settings) {
        this.redis = redis;
        this.lease = settings.streamLease();
    }

    /**
     * Counts one more stream of a caller; {@link #close} has to follow.
     *
     * @param most beyond which others need not hear of it
     */
    Mono<Stream> open(String caller, int most) {
        return Mono.defer(() -> {
            String id = replica + ':' + opened.incrementAndGet();
            callersById.put(id, caller);
            int count = here.merge(caller, 1, Integer::sum);
            Stream alone = new Stream(caller, id, count);
            return count > most || !redis.isReachable()
                    ? Mono.just(alone)
                    : requestCount(alone, most).doOnCancel(() -> forget(alone));
        });
    }

    private Mono<Stream> requestCount(Stream alone, int most) {
        return redis.ask(commands ->
                        commands.<Long>eval(
                                        OPEN,
                                        ScriptOutputType.INTEGER,
                                        new String[] {PREFIX + alone.caller()},
                                        alone.id(),
                                        millis(lease),
                                        Integer.toString(most))
                                .next())
                .map(all -> new Stream(alone.caller(), alone.id(), Math.max(all, alone.count())))
                .onErrorReturn(alone);
    }

    /** Completes soon, whatever Redis does: its entry runs out. */
    Mono<Void> close(Stream stream) {
        return Mono.defer(() -> {
            forget(stream);
            return redis.isReachable() ? remove(stream) : Mono.empty();
        });
    }

    private Mono<Void> remove(Stream stream) {
        return redis.ask(commands -> commands.zrem(PREFIX + stream.caller(), stream.id()))
                .onErrorComplete()
                .then();
    }

    private void forget(Stream stream) {
        if (callersById.remove(stream.id()) != null) {
            here.computeIfPresent(
                    stream.caller(), (caller, count) -> count == 1 ? null : count - 1);
        }
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    @Override
    public void start() {
        renewing =
                Flux.interval(lease.dividedBy(RENEWALS))
                        .onBackpressureDrop()
                        .concatMap(tick -> renew(), 1)
                        .subscribe();
    }

    /** Says that the streams of this replica are still open. */
    Mono<Void> renew() {
        return Flux.fromIterable(new ArrayList<>(callersById.entrySet()))
                .buffer(RENEWED_AT_ONCE)
                .filter(some -> redis.isReachable())
                .concatMap(this::renew)
                .then();
    }

    private Mono<Long> renew(List<Map.Entry<String, String>> some) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(millis(lease)));
        for (Map.Entry<String, String> stream : some) {
            if (callersById.containsKey(stream.getKey())) {
                keys.add(PREFIX + stream.getValue());
                arguments.add(stream.getKey());
            }
        }
        return redis.ask(commands ->
                        commands.<Long>eval(
                                        RENEW,
                                        ScriptOutputType.INTEGER,
                                        keys.toArray(String[]::new),
                                        arguments.toArray(String[]::new))
                                .next())
                .onErrorComplete();
    }

    @Override
    public void stop() {
        renewing.dispose();
    }

    @Override
    public boolean isRunning() {
        return !renewing.isDisposed();
    }
}
