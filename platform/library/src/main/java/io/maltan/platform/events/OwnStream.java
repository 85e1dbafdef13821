package io.maltan.platform.events;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The stream that this service publishes on, in Redis. */
final class OwnStream {

    /**
     * Appends entries only when the stream still ends where the caller believes, so that of two
     * relays one appends. Each entry: its id, the number of its fields and values, and these. Ends
     * at the first that fails.
     */
    private static final String APPEND =
            """
            local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
            local top = last[1] and last[1][1] or '0-0'
            if top ~= ARGV[1] then return 0 end
            local at = 2
            while at < #ARGV do
              local count = tonumber(ARGV[at + 1])
              redis.call('XADD', KEYS[1], ARGV[at], unpack(ARGV, at + 2, at + 1 + count))
              at = at + 2 + count
            end
            return 1
            """;

    /** Notes what will be missing, then removes it. */
    private static final String TRIM =
            """
            local last = redis.call('XREVRANGE', KEYS[1], ARGV[1], '-', 'COUNT', 1)
            if not last[1] then return 0 end
            redis.call('SET', KEYS[2], last[1][1])
            return redis.call('XTRIM', KEYS[1], 'MINID', ARGV[2])
            """;

    private final RedisLink redis;
    private final String stream;
    private final String source;

    OwnStream(RedisLink redis, String stream, String source) {
        this.redis = redis;
        this.stream = stream;
        this.source = source;
    }

    String name() {
        return stream;
    }

    /** The last position in the stream; the start where Redis has lost the stream. */
    Mono<Position> top() {
        return redis.list(commands -> commands.xrevrange(stream, Range.unbounded(), Limit.from(1)))
                .map(last ->
                        last.isEmpty() ? Position.START : Position.of(last.getFirst().getId()));
    }

    /** Appends rows at their positions; false where the stream does not end at {@code top}. */
    Mono<Boolean> append(Position top, List<OutboxRow> rows) {
        List<String> arguments = new ArrayList<>(1 + rows.size() * 20);
        arguments.add(top.toString());
        for (OutboxRow row : rows) {
            List<String> fields = Envelope.fields(source, row);
            arguments.add(row.position().toString());
            arguments.add(Integer.toString(fields.size()));
            arguments.addAll(fields);
        }
        return redis.script(APPEND, List.of(stream), arguments).map(appended -> appended == 1);
    }

    /** Removes single entries; the last one of the stream must not be among them. */
    Mono<Void> remove(List<Position> positions) {
        String[] ids = positions.stream().map(Position::toString).toArray(String[]::new);
        return redis.call(commands -> commands.xdel(stream, ids)).then();
    }

    /** Says that everything up to a position is missing. */
    Mono<Void> noteMissing(Position position) {
        return redis.call(commands -> commands.set(Keys.trimmed(stream), position.toString()))
                .then();
    }

    /** Removes everything up to a position. */
    Mono<Long> trim(Position position) {
        return redis.script(
                TRIM,
                List.of(stream, Keys.trimmed(stream)),
                List.of(position.toString(), position.next().toString()));
    }

    /**
     * The position up to which every group has handled everything; empty where there is no group.
     */
    Mono<Position> handledByAll() {
        return Groups.of(redis, stream)
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::handledBy)
                .reduce(Position::earlier);
    }

    private Mono<Position> handledBy(Groups.Group group) {
        return redis.call(commands -> commands.xpending(stream, group.name()))
                .filter(pending -> pending.getCount() > 0)
                .map(pending -> Position.of(pending.getMessageIds().getLower().getValue()))
                .map(first -> Position.earlier(first.previous(), group.delivered()))
                .defaultIfEmpty(group.delivered());
    }
}
