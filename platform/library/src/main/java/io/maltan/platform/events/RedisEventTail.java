package io.maltan.platform.events;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.List;
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
                () -> new RedisLink(connections, properties.block().plus(properties.timeLimit()));
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
        return Flux.defer(() -> reader(stream).reached()).flatMap(now -> follow(stream, now));
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
                .flatMap(from -> missing(stream).map(missing -> !isGap(from, missing)))
                .defaultIfEmpty(false);
    }

    private Mono<Position> missing(String stream) {
        return redis.call(commands -> commands.get(Keys.trimmed(stream)))
                .map(Position::of)
                .defaultIfEmpty(Position.START);
    }

    private static boolean isGap(Position position, Position missing) {
        return !position.isStart() && missing.isAfter(position);
    }

    /**
     * The reader's batches, subscribed to first, and, once the reader has begun, a request to catch
     * up with what stands already; wherever batches leave a gap, it is filled from Redis.
     */
    private Flux<StreamedEvent> follow(String stream, Position from) {
        return Flux.defer(() -> {
            Subscriber subscriber = new Subscriber(stream, from);
            TailReader reader = reader(stream);
            return Flux.merge(
                            reader.batches().onBackpressureLatest(),
                            reader.reached().map(reached -> catchUp()))
                    .concatMap(subscriber::take, 1);
        });
    }

    /** A batch that nobody's position joins up with. */
    private static TailReader.Batch catchUp() {
        Position never = new Position(Long.MAX_VALUE);
        return new TailReader.Batch(never, List.of(), Position.START, false);
    }

    /** How far one subscriber has come. */
    private final class Subscriber {

        private final String stream;
        private volatile Position reached;

        Subscriber(String stream, Position reached) {
            this.stream = stream;
            this.reached = reached;
        }

        Flux<StreamedEvent> take(TailReader.Batch batch) {
            return batch.after().isAfter(reached)
                    ? missed().concatWith(Flux.defer(() -> rest(batch)))
                    : rest(batch);
        }

        /** Everything after {@link #reached} that stands in Redis. */
        private Flux<StreamedEvent> missed() {
            return pageAfter(reached)
                    .expand(page -> page.full() ? pageAfter(page.last()) : Mono.empty())
                    .concatMap(this::rest, 1);
        }

        private Flux<StreamedEvent> rest(TailReader.Batch batch) {
            return Flux.fromIterable(batch.events())
                    .filter(event -> Position.of(event.position()).isAfter(reached))
                    .concatWith(Mono.fromRunnable(() -> passTo(batch.last())));
        }

        private void passTo(Position position) {
            reached = Position.later(reached, position);
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
            return missing(stream)
                    .flatMap(missing ->
                            isGap(from, missing)
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
