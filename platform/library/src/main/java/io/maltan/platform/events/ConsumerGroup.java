package io.maltan.platform.events;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A service's group on a stream, in Redis. Whoever holds the {@link Lease} reads under the one name
 * of consumer that there is, so that what a dead replica left behind is at once in the hands of the
 * next.
 */
final class ConsumerGroup {

    /**
     * An entry that was delivered and not acknowledged.
     *
     * @param deliveries how often it was delivered, over all lives of the consumer
     */
    record Pending(Position position, long deliveries) {}

    private static final String CONSUMER = "consumer";

    private static final String PARK =
            """
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
            return redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
            """;

    private final RedisLink redis;
    private final String stream;
    private final String group;
    private final Consumer<String> consumer;

    ConsumerGroup(RedisLink redis, String stream, String group) {
        this.redis = redis;
        this.stream = stream;
        this.group = group;
        this.consumer = Consumer.from(group, CONSUMER);
    }

    /**
     * The position up to which the group was given everything; empty where there is no such group.
     */
    Mono<Position> delivered() {
        return Groups.of(redis, stream)
                .flatMapMany(Flux::fromIterable)
                .filter(existing -> existing.name().equals(group))
                .next()
                .map(Groups.Group::delivered);
    }

    Mono<Void> create(Position after) {
        StreamOffset<String> offset = StreamOffset.from(stream, after.toString());
        return redis.call(commands ->
                        commands.xgroupCreate(offset, group, XGroupCreateArgs.Builder.mkstream()))
                .then();
    }

    Mono<Void> moveTo(Position position) {
        StreamOffset<String> offset = StreamOffset.from(stream, position.toString());
        return redis.call(commands -> commands.xgroupSetid(offset, group)).then();
    }

    /** The position up to which the stream may be incomplete. */
    Mono<Position> missing() {
        return redis.call(commands -> commands.get(Keys.trimmed(stream)))
                .map(Position::of)
                .defaultIfEmpty(Position.START);
    }

    Mono<List<Pending>> pending(int count) {
        return redis.list(commands ->
                        commands.xpending(stream, group, Range.unbounded(), Limit.from(count)))
                .map(entries ->
                        entries.stream()
                                .map(entry ->
                                        new Pending(
                                                Position.of(entry.getId()),
                                                entry.getRedeliveryCount()))
                                .toList());
    }

    /**
     * Takes a pending entry over, which counts as a delivery; empty where the stream has it no
     * more.
     */
    Mono<Delivery> claim(Position position) {
        return redis.list(commands -> commands.xclaim(stream, consumer, 0, position.toString()))
                .flatMapIterable(claimed -> claimed)
                .filter(message ->
                        message != null
                                && message.getBody() != null
                                && !message.getBody().isEmpty())
                .next()
                .map(ConsumerGroup::toDelivery);
    }

    /** What was not delivered yet, waiting for it so long. */
    @SuppressWarnings(
            "unchecked") // The array of the one offset that Lettuce's variable arguments make.
    Mono<List<Delivery>> read(int count, Duration longest) {
        XReadArgs how = XReadArgs.Builder.count(count).block(longest);
        return redis.list(commands ->
                        commands.xreadgroup(consumer, how, StreamOffset.lastConsumed(stream)))
                .map(messages -> messages.stream().map(ConsumerGroup::toDelivery).toList());
    }

    Mono<Void> acknowledge(List<Position> positions) {
        if (positions.isEmpty()) {
            return Mono.empty();
        }
        String[] ids = positions.stream().map(Position::toString).toArray(String[]::new);
        return redis.call(commands -> commands.xack(stream, group, ids)).then();
    }

    /** Moves an entry to the dead letters and acknowledges it, in one step. */
    Mono<Void> park(Delivery delivery, String error, Instant now, int kept) {
        List<String> arguments = new ArrayList<>();
        arguments.add(group);
        arguments.add(delivery.position().toString());
        arguments.add(Integer.toString(kept));
        RedisDeadLetters.fields(stream, delivery, error, now)
                .forEach((name, value) -> {
                    arguments.add(name);
                    arguments.add(value);
                });
        return redis.script(PARK, List.of(stream, Keys.deadLetters(group)), arguments).then();
    }

    private static Delivery toDelivery(StreamMessage<String, String> message) {
        Map<String, String> body = message.getBody();
        return new Delivery(Position.of(message.getId()), body == null ? Map.of() : body);
    }
}
