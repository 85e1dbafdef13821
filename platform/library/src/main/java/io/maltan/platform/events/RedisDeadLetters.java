package io.maltan.platform.events;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Dead letters as a stream in Redis: the fields of the events, and why they are there. */
final class RedisDeadLetters implements DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(RedisDeadLetters.class);

    private static final String STREAM = "deadstream";
    private static final String POSITION = "deadposition";
    private static final String ERROR = "deaderror";
    private static final String TIME = "deadtime";
    private static final int LONGEST_ERROR = 2_000;

    private final RedisLink redis;
    private final String key;
    private final Envelope envelope;
    private final Map<String, Handlers> handlers;

    RedisDeadLetters(RedisLink redis, String group, Envelope envelope, List<Handlers> handlers) {
        this.redis = redis;
        this.key = Keys.deadLetters(group);
        this.envelope = envelope;
        this.handlers =
                handlers.stream().collect(Collectors.toMap(Handlers::stream, Function.identity()));
    }

    static Map<String, String> fields(String stream, Delivery delivery, String error, Instant now) {
        Map<String, String> fields = new LinkedHashMap<>(delivery.fields());
        fields.put(STREAM, stream);
        fields.put(POSITION, delivery.position().toString());
        fields.put(
                ERROR, error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error);
        fields.put(TIME, now.toString());
        return fields;
    }

    @Override
    public Mono<Long> count() {
        return redis.call(commands -> commands.xlen(key));
    }

    @Override
    public Flux<DeadLetter> list(int limit) {
        return redis.list(commands -> commands.xrange(key, Range.unbounded(), Limit.from(limit)))
                .flatMapIterable(letters -> letters)
                .map(RedisDeadLetters::toDeadLetter);
    }

    @Override
    public Mono<Boolean> replay(String id) {
        return Mono.justOrEmpty(Position.parse(id)).flatMap(this::find).flatMap(this::replay);
    }

    private Mono<DeadLetter> find(Position position) {
        Range<String> only = Range.create(position.toString(), position.toString());
        return redis.list(commands -> commands.xrange(key, only))
                .flatMapIterable(letters -> letters)
                .next()
                .map(RedisDeadLetters::toDeadLetter);
    }

    @Override
    public Mono<Long> replay(int limit) {
        return list(limit).concatMap(this::replay).filter(handled -> handled).count();
    }

    @Override
    public Mono<Long> removeMentioning(String text) {
        return redis.list(commands -> commands.xrange(key, Range.unbounded()))
                .flatMapIterable(letters -> letters)
                .filter(letter -> mentions(letter, text))
                .concatMap(letter -> redis.call(commands -> commands.xdel(key, letter.getId())))
                .reduce(0L, Long::sum);
    }

    private static boolean mentions(StreamMessage<String, String> letter, String text) {
        return letter.getBody().values().stream().anyMatch(value -> value.contains(text));
    }

    private Mono<Boolean> replay(DeadLetter letter) {
        return Mono.defer(() -> handle(letter))
                .then(redis.call(commands -> commands.xdel(key, letter.id())))
                .thenReturn(true)
                .onErrorResume(error -> !Outage.isCauseOf(error), error -> remains(letter, error));
    }

    private Mono<Boolean> handle(DeadLetter letter) {
        Handlers ofStream = handlers.get(letter.stream());
        return ofStream == null
                ? Mono.error(
                        new IllegalStateException(
                                "Nothing handles " + letter.stream() + " any more"))
                : ofStream.handle(envelope.read(letter.envelope()));
    }

    private static Mono<Boolean> remains(DeadLetter letter, Throwable error) {
        log.warn("The dead letter {} fails again", letter.id(), error);
        return Mono.just(false);
    }

    private static DeadLetter toDeadLetter(StreamMessage<String, String> entry) {
        Map<String, String> fields = new HashMap<>(entry.getBody());
        String stream = take(fields, STREAM);
        String error = take(fields, ERROR);
        Instant at = Instant.parse(take(fields, TIME));
        fields.remove(POSITION);
        return new DeadLetter(entry.getId(), stream, error, at, fields);
    }

    private static String take(Map<String, String> fields, String name) {
        String value = fields.remove(name);
        return value == null ? "" : value;
    }
}
