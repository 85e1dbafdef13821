package io.maltan.platform.events;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** Follows streams with one reader each, begun when first asked for. */
final class RedisEventTail extends BackgroundWork implements EventTail {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final RedisLink redis;
    private final Envelope envelope;
    private final EventsProperties properties;
    private final Supplier<RedisLink> readerLinks;
    private final Map<String, TailReader> readers = new ConcurrentHashMap<>();
    private final Sinks.Many<TailReader> wanted = Sinks.many().replay().all();

    RedisEventTail(
            LettuceConnectionFactory connections, Envelope envelope, EventsProperties properties) {
        this.redis = new RedisLink(connections, properties.timeLimit());
        this.envelope = envelope;
        this.properties = properties;
        this.readerLinks =
                () ->
                        new RedisLink(
                                connections, properties.longestRead().plus(properties.timeLimit()));
    }

    @Override
    Mono<Void> work(Stopping stopping) {
        return wanted.asFlux()
                .takeUntilOther(stopping.requested())
                .flatMap(reader -> reader.read(stopping), Integer.MAX_VALUE)
                .then();
    }

    @Override
    Mono<Void> release() {
        return redis.close();
    }

    private TailReader reader(String stream) {
        return readers.computeIfAbsent(stream, this::newReader);
    }

    private TailReader newReader(String stream) {
        TailReader reader = new TailReader(stream, readerLinks.get(), envelope, properties);
        wanted.emitNext(reader, Sinks.EmitFailureHandler.busyLooping(properties.timeLimit()));
        return reader;
    }

    @Override
    public Flux<StreamedEvent> live(String stream) {
        return Flux.defer(
                () -> reader(stream).begun().flatMapMany(window -> follow(stream, window.last())));
    }

    @Override
    public Flux<StreamedEvent> after(String stream, String position) {
        return follow(stream, Position.of(position));
    }

    @Override
    public Mono<String> position(String stream) {
        return TailReader.last(redis, stream).map(Position::toString);
    }

    @Override
    public Mono<Boolean> retains(String stream, String position) {
        return Mono.justOrEmpty(Position.parse(position))
                .flatMap(from -> retains(stream, from))
                .defaultIfEmpty(false);
    }

    /** A position that no event has reached yet is none of this stream: Redis has lost data. */
    private Mono<Boolean> retains(String stream, Position from) {
        return Mono.zip(
                TailReader.last(redis, stream),
                Retention.of(redis, stream),
                (last, retention) ->
                        !from.isAfter(Position.later(last, retention.missing()))
                                && !retention.hasGapAfter(from));
    }

    /**
     * What stands in Redis, then what is read for all; again from Redis by whoever falls behind.
     */
    private Flux<StreamedEvent> follow(String stream, Position from) {
        return Flux.defer(() -> {
            TailReader reader = reader(stream);
            Progress progress = new Progress(from);
            return new Catching(stream, reader, progress)
                    .up()
                    .concatWith(reader.following(progress))
                    .repeat();
        });
    }

    /** Brings one who is behind the window of a reader up to it. */
    private final class Catching {

        private final String stream;
        private final TailReader reader;
        private final Progress progress;

        Catching(String stream, TailReader reader, Progress progress) {
            this.stream = stream;
            this.reader = reader;
            this.progress = progress;
        }

        Flux<StreamedEvent> up() {
            return reader.begun()
                    .flatMapMany(window ->
                            window.reachesBackTo(progress.reached())
                                    ? Flux.empty()
                                    : missed(window));
        }

        /** What is not there before the window, although it was looked for later, is no more. */
        private Flux<StreamedEvent> missed(Window window) {
            return pageAfter(progress.reached())
                    .expand(page -> page.full() ? pageAfter(page.last()) : Mono.empty())
                    .concatMap(this::eventsOf, 1)
                    .concatWith(Mono.fromRunnable(() -> progress.passTo(window.after())));
        }

        private Flux<StreamedEvent> eventsOf(TailReader.Batch page) {
            return Flux.fromIterable(page.events())
                    .concatWith(Mono.fromRunnable(() -> progress.passTo(page.last())));
        }

        private Mono<TailReader.Batch> pageAfter(Position from) {
            Range<String> after =
                    Range.from(
                            Range.Boundary.excluding(from.toString()), Range.Boundary.unbounded());
            Limit limit = Limit.from(properties.batch());
            return redis.list(commands -> commands.xrange(stream, after, limit))
                    .map(found -> TailReader.toBatch(envelope, from, found, properties.batch()))
                    .delayUntil(page -> requireNoGapAfter(from))
                    .retryWhen(untilRedisIsBack());
        }

        private Mono<Void> requireNoGapAfter(Position from) {
            return Retention.of(redis, stream)
                    .flatMap(retention ->
                            retention.hasGapAfter(from)
                                    ? Mono.error(() -> new TailGap(stream, from.toString()))
                                    : Mono.empty());
        }

        private Retry untilRedisIsBack() {
            return Retry.backoff(Long.MAX_VALUE, SHORTEST_PAUSE)
                    .maxBackoff(properties.longestPause())
                    .filter(error -> !(error instanceof TailGap));
        }
    }
}
