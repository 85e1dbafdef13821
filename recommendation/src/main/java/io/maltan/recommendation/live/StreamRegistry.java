package io.maltan.recommendation.live;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Who opened which stream, in Redis, for the replicas that do not hold it. Off the event loop,
 * where waiting for a connection that is not there yet does no harm.
 */
@Component
final class StreamRegistry {

    private static final String PREFIX = "recommendation:stream:";
    private static final String NOBODY = "nobody";

    private final ReactiveStringRedisTemplate redis;
    private final LiveProperties properties;

    StreamRegistry(ReactiveStringRedisTemplate redis, LiveProperties properties) {
        this.redis = redis;
        this.properties = properties;
    }

    /** Keeps a stream findable as long as this is subscribed to; without Redis it just is not. */
    Flux<Boolean> keepRegistered(OpenStream stream) {
        return Flux.usingWhen(Mono.just(stream), this::registerAgainAndAgain, this::unregister);
    }

    private Flux<Boolean> registerAgainAndAgain(OpenStream stream) {
        return Flux.interval(Duration.ZERO, properties.registration().dividedBy(2))
                .onBackpressureDrop()
                .concatMap(tick -> register(stream).onErrorResume(e -> Mono.empty()), 1);
    }

    private Mono<Long> unregister(OpenStream stream) {
        return redis.delete(PREFIX + stream.id())
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(e -> Mono.empty());
    }

    private Mono<Boolean> register(OpenStream stream) {
        return redis.opsForValue()
                .set(PREFIX + stream.id(), owner(stream.userId()), properties.registration())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Whether a stream is open somewhere and is that caller's to move. */
    Mono<Boolean> isOpenFor(UUID streamId, @Nullable UUID caller) {
        return redis.opsForValue()
                .get(PREFIX + streamId)
                .subscribeOn(Schedulers.boundedElastic())
                .map(owner -> owner.equals(NOBODY) || owner.equals(owner(caller)))
                .defaultIfEmpty(false);
    }

    private static String owner(@Nullable UUID userId) {
        return userId == null ? NOBODY : userId.toString();
    }
}
