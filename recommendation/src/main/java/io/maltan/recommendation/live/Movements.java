package io.maltan.recommendation.live;

import io.maltan.recommendation.ranking.Position;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries positions to the replica that holds the stream. They are published, not stored, and never
 * logged.
 *
 * <p>Spring's template waits for a connection that is not there yet on the thread that subscribes,
 * and without Redis it fails there: neither the start of the service nor an event loop may depend
 * on that.
 */
@Component
final class Movements implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Movements.class);
    private static final String CHANNEL = "recommendation:movements";

    private final ReactiveStringRedisTemplate redis;
    private final OpenStreams streams;
    private final JsonMapper json;
    private final Disposable.Swap listening = Disposables.swap();
    private volatile boolean running;

    Movements(ReactiveStringRedisTemplate redis, OpenStreams streams, JsonMapper json) {
        this.redis = redis;
        this.streams = streams;
        this.json = json;
    }

    Mono<Void> publish(UUID streamId, Position position) {
        Movement movement = new Movement(streamId, position.lat(), position.lon());
        return redis.convertAndSend(CHANNEL, json.writeValueAsString(movement))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    @Override
    public void start() {
        running = true;
        listening.update(
                Flux.defer(() -> redis.listenToChannel(CHANNEL))
                        .subscribeOn(Schedulers.boundedElastic())
                        .doOnNext(message -> follow(message.getMessage()))
                        .retryWhen(
                                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250))
                                        .maxBackoff(Duration.ofSeconds(5)))
                        .subscribe());
    }

    @Override
    public void stop() {
        running = false;
        listening.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow(String message) {
        try {
            Movement movement = json.readValue(message, Movement.class);
            streams.find(movement.streamId())
                    .ifPresent(
                            stream -> stream.moveTo(new Position(movement.lat(), movement.lon())));
        } catch (JacksonException e) {
            log.warn("A movement is not understood");
        }
    }

    record Movement(UUID streamId, double lat, double lon) {}
}
