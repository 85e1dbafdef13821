package io.maltan.recommendation.live;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.stream.StreamMessage;
import io.maltan.recommendation.ranking.RecommendationView;
import io.maltan.recommendation.ranking.Recommendations;
import io.maltan.recommendation.ranking.Wish;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The lists of an open stream: ranked again at once when something happened, but not more often
 * than a client can follow, and sent only when places or their order changed.
 */
@Service
class LiveRecommendations {

    private static final long SPREAD_MILLIS = 1_000;
    private static final StreamMessage RESET = StreamMessage.of("reset", Map.of());

    private static final Logger log = LoggerFactory.getLogger(LiveRecommendations.class);

    private final Recommendations recommendations;
    private final OpenStreams streams;
    private final StreamRegistry registry;
    private final LiveProperties properties;
    private final Clock clock;

    LiveRecommendations(
            Recommendations recommendations,
            OpenStreams streams,
            StreamRegistry registry,
            LiveProperties properties,
            Clock clock) {
        this.recommendations = recommendations;
        this.streams = streams;
        this.registry = registry;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Opens a stream: its id first, then the present list, then every list that differs. Lists are
     * not retained, so who comes back after an interruption is told first to begin anew.
     */
    Flux<StreamMessage> open(OpenStream stream, boolean comesBack) {
        StreamMessage opened = StreamMessage.of("stream", new Opened(stream.id()));
        return (comesBack ? Flux.just(RESET, opened) : Flux.just(opened))
                .concatWith(lists(stream).map(LiveRecommendations::toMessage))
                .index(LiveRecommendations::numbered);
    }

    /** Lists come whole, so that an id only tells them apart: nothing has to be resumed. */
    private static StreamMessage numbered(long number, StreamMessage message) {
        return new StreamMessage(Long.toString(number + 1), message.event(), message.data());
    }

    private Flux<RecommendationView> lists(OpenStream stream) {
        Pace pace = new Pace(properties.pause());
        return looks(stream)
                .concatMap(wish -> list(stream).concatWith(pause(pace)), 0)
                .distinctUntilChanged(Look::seen, Seen::looksLike)
                .map(Look::view)
                .takeUntilOther(registry.keepRegistered(stream).then(Mono.never()));
    }

    private Flux<Wish> looks(OpenStream stream) {
        Flux<Wish> looks =
                Flux.create(sink -> begin(stream, sink), FluxSink.OverflowStrategy.LATEST);
        Flux<Wish> byTheClock =
                Flux.interval(untilShopsClose(), properties.lookAgain())
                        .onBackpressureDrop()
                        .map(tick -> stream.wish());
        return Flux.merge(looks, byTheClock).onBackpressureLatest();
    }

    /** Shops close with the minute; not every stream looks at once. */
    private Duration untilShopsClose() {
        long every = properties.lookAgain().toMillis();
        long passed = Math.floorMod(clock.millis(), every);
        long spread = ThreadLocalRandom.current().nextLong(SPREAD_MILLIS);
        return Duration.ofMillis(every - passed + spread);
    }

    private void begin(OpenStream stream, FluxSink<Wish> sink) {
        stream.attach(sink);
        streams.add(stream);
        sink.onDispose(() -> streams.remove(stream));
        stream.lookAgain();
    }

    private Flux<Look> list(OpenStream stream) {
        Wish wish = stream.wish();
        return recommendations
                .page(wish, new PageRequest(stream.limit(), null), stream.userId(), stream.locale())
                .subscribeOn(Schedulers.parallel())
                .doOnNext(stream::shows)
                .map(view -> new Look(view, Seen.of(view, wish.position())))
                .onErrorResume(e -> {
                    log.warn("A live list could not be made; the next change tries again", e);
                    return Mono.empty();
                })
                .flux();
    }

    private static Mono<Look> pause(Pace pace) {
        return Mono.defer(() -> {
            long now = System.nanoTime();
            pace.looked(now);
            return Mono.delay(pace.untilNext(now)).then(Mono.empty());
        });
    }

    private static StreamMessage toMessage(RecommendationView view) {
        return StreamMessage.of("recommendations", view);
    }

    record Opened(UUID streamId) {}

    private record Look(RecommendationView view, Seen seen) {}
}
