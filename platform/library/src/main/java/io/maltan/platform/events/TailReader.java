package io.maltan.platform.events;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The one reader that a replica has of a stream. */
final class TailReader {

    /**
     * What was read at once.
     *
     * @param after the position that it follows without a gap
     * @param last the position of its last entry
     * @param full whether more may follow already
     */
    record Batch(Position after, List<StreamedEvent> events, Position last, boolean full) {}

    private static final Logger log = LoggerFactory.getLogger(TailReader.class);

    private final String stream;
    private final RedisLink redis;
    private final Envelope envelope;
    private final int count;
    private final Duration longestRead;
    private final Duration longestPause;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Sinks.Empty<Void> started = Sinks.empty();
    private volatile @Nullable Window window;

    TailReader(String stream, RedisLink redis, Envelope envelope, EventsProperties properties) {
        this.stream = stream;
        this.redis = redis;
        this.envelope = envelope;
        this.count = properties.batch();
        this.longestRead = properties.longestRead();
        this.longestPause = properties.longestPause();
    }

    String stream() {
        return stream;
    }

    /** What was read last, as soon as the reader has begun. */
    Mono<Window> begun() {
        return started.asMono().then(Mono.fromSupplier(this::window));
    }

    Window window() {
        return Objects.requireNonNull(window);
    }

    /**
     * What follows a position, for as long as the window reaches back to it: completes when the
     * subscriber has fallen behind, without having missed anything before {@link
     * Progress#reached()}. The reader must have begun.
     */
    Flux<StreamedEvent> following(Progress progress) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super StreamedEvent> subscriber) {
                Follower follower = new Follower(TailReader.this, progress, subscriber);
                subscriber.onSubscribe(follower);
                followers.add(follower);
                follower.drain();
            }
        };
    }

    void leave(Follower follower) {
        followers.remove(follower);
    }

    Mono<Void> read(Stopping stopping) {
        Rounds rounds = new Rounds("Following " + stream, stopping, longestPause);
        return rounds.repeat(() -> round(stopping)).then(redis.close());
    }

    private Mono<Void> round(Stopping stopping) {
        return Mono.defer(() -> window == null ? begin() : Mono.just(window().last()))
                .flatMap(this::readAfter)
                .takeUntilOther(stopping.requested())
                .publishOn(Schedulers.parallel())
                .flatMap(this::emit);
    }

    private Mono<Position> begin() {
        return last(redis, stream).doOnNext(this::startAt);
    }

    private void startAt(Position position) {
        window = Window.from(position);
        started.tryEmitEmpty();
    }

    @SuppressWarnings(
            "unchecked") // The array of the one offset that Lettuce's variable arguments make.
    private Mono<Batch> readAfter(Position position) {
        XReadArgs how = XReadArgs.Builder.count(count).block(longestRead);
        StreamOffset<String> offset = StreamOffset.from(stream, position.toString());
        return redis.list(commands -> commands.xread(how, offset))
                .filter(messages -> !messages.isEmpty())
                .zipWhen(messages -> beginOf(position))
                .map(read -> toBatch(envelope, read.getT2(), read.getT1(), count));
    }

    /**
     * What was read after a position follows it, or the last of what had been removed by then: a
     * reader that was cut off for longer than events are retained has missed some.
     */
    private Mono<Position> beginOf(Position position) {
        return Retention.of(redis, stream)
                .map(retention -> retention.hasGapAfter(position) ? retention.missing() : position);
    }

    private Mono<Void> emit(Batch batch) {
        window = window().with(batch);
        followers.forEach(Follower::drain);
        return Mono.empty();
    }

    static Mono<Position> last(RedisLink redis, String stream) {
        return redis.list(commands -> commands.xrevrange(stream, Range.unbounded(), Limit.from(1)))
                .map(last ->
                        last.isEmpty() ? Position.START : Position.of(last.getFirst().getId()));
    }

    static Batch toBatch(
            Envelope envelope,
            Position after,
            List<StreamMessage<String, String>> messages,
            int count) {
        List<StreamedEvent> events =
                messages.stream()
                        .map(message -> toEvent(envelope, message))
                        .flatMap(Optional::stream)
                        .toList();
        Position last = messages.isEmpty() ? after : Position.of(messages.getLast().getId());
        return new Batch(after, events, last, messages.size() >= count);
    }

    private static Optional<StreamedEvent> toEvent(
            Envelope envelope, StreamMessage<String, String> message) {
        try {
            return Optional.of(
                    new StreamedEvent(message.getId(), envelope.read(message.getBody())));
        } catch (RuntimeException e) {
            log.warn(
                    "{} of {} is no event: {}", message.getId(), message.getStream(), e.toString());
            return Optional.empty();
        }
    }
}
