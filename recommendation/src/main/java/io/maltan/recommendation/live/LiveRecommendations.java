package io.maltan.recommendation.live;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.stream.StreamMessage;
import io.maltan.recommendation.ranking.RecommendationView;
import io.maltan.recommendation.ranking.Recommendations;
import io.maltan.recommendation.ranking.Wish;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

    private static final Logger log = LoggerFactory.getLogger(LiveRecommendations.class);

    private final Recommendations recommendations;
    private final OpenStreams streams;
    private final StreamRegistry registry;
    private final LiveProperties properties;

    LiveRecommendations(
            Recommendations recommendations,
            OpenStreams streams,
            StreamRegistry registry,
            LiveProperties properties) {
        this.recommendations = recommendations;
        this.streams = streams;
        this.registry = registry;
        this.properties = properties;
    }

    /** Opens a stream: its id first, then the present list, then every list that differs. */
    Flux<StreamMessage> open(OpenStream stream) {
        StreamMessage opened = StreamMessage.of("stream", new Opened(stream.id()));
        return Flux.just(opened)
                .concatWith(lists(stream).map(LiveRecommendations::toMessage))
                .index(LiveRecommendations::numbered);
    }

    /** Lists come whole, so that an id only tells them apart: nothing has to be resumed. */
    private static StreamMessage numbered(long number, StreamMessage message) {
        return new StreamMessage(Long.toString(number + 1), message.event(), message.data());
    }

    private Flux<RecommendationView> lists(OpenStream stream) {
        return looks(stream)
                .concatMap(wish -> list(stream).concatWith(pause()), 0)
                .distinctUntilChanged(LiveRecommendations::order)
                .takeUntilOther(registry.keepRegistered(stream).then(Mono.never()));
    }

    private Flux<Wish> looks(OpenStream stream) {
        Flux<Wish> looks =
                Flux.create(sink -> begin(stream, sink), FluxSink.OverflowStrategy.LATEST);
        Duration every = properties.lookAgain();
        Flux<Wish> byTheClock =
                Flux.interval(every, every).onBackpressureDrop().map(tick -> stream.wish());
        return Flux.merge(looks, byTheClock).onBackpressureLatest();
    }

    private void begin(OpenStream stream, FluxSink<Wish> sink) {
        stream.attach(sink);
        streams.add(stream);
        sink.onDispose(() -> streams.remove(stream));
        stream.lookAgain();
    }

    private Flux<RecommendationView> list(OpenStream stream) {
        return recommendations
                .page(
                        stream.wish(),
                        new PageRequest(stream.limit(), null),
                        stream.userId(),
                        stream.locale())
                .subscribeOn(Schedulers.parallel())
                .onErrorResume(e -> {
                    log.warn("A live list could not be made; the next change tries again", e);
                    return Mono.empty();
                })
                .flux();
    }

    private Mono<RecommendationView> pause() {
        return Mono.delay(properties.pause()).then(Mono.empty());
    }

    private static List<UUID> order(RecommendationView view) {
        return view.items().stream().map(item -> item.place().id()).toList();
    }

    private static StreamMessage toMessage(RecommendationView view) {
        return StreamMessage.of("recommendations", view);
    }

    record Opened(UUID streamId) {}
}
