package io.maltan.platform.events;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets one replica at a time follow a stream for its group, which keeps the order. It saves work
 * and is not what safety rests on: two that follow at once meet in the inbox.
 */
final class Lease {

    private static final String TAKE =
            """
            local holder = redis.call('GET', KEYS[1])
            if holder and holder ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;

    private static final String GIVE_BACK =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('DEL', KEYS[1])
            """;

    private final RedisLink redis;
    private final String key;
    private final String holder;
    private final Duration length;

    Lease(RedisLink redis, String key, String holder, Duration length) {
        this.redis = redis;
        this.key = key;
        this.holder = holder;
        this.length = length;
    }

    /** Takes or prolongs it; false while another holds it. */
    Mono<Boolean> take() {
        return redis.script(TAKE, List.of(key), List.of(holder, Long.toString(length.toMillis())))
                .map(taken -> taken == 1);
    }

    /** Prolongs the lease for as long as some work takes; fails when it is lost all the same. */
    Mono<Void> during(Mono<Void> work) {
        Mono<Void> lost =
                Flux.interval(length.dividedBy(3))
                        .onBackpressureDrop()
                        .concatMap(tick -> take(), 1)
                        .takeUntil(held -> !held)
                        .then(
                                Mono.error(() ->
                                        new IllegalStateException(
                                                "The lease " + key + " was lost")));
        return Mono.firstWithSignal(work, lost);
    }

    Mono<Void> giveBack() {
        return redis.script(GIVE_BACK, List.of(key), List.of(holder)).then();
    }
}
