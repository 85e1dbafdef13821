package io.maltan.platform.events;

import reactor.core.publisher.Mono;

/**
 * What a stream in Redis has of what was published.
 *
 * @param missing the position up to which it may be incomplete
 */
record Retention(Position missing) {

    static Mono<Retention> of(RedisLink redis, String stream) {
        return redis.call(commands -> commands.get(Keys.trimmed(stream)))
                .map(Position::of)
                .defaultIfEmpty(Position.START)
                .map(Retention::new);
    }

    /** Whether something after a position is missing; after the start nothing counts as such. */
    boolean hasGapAfter(Position position) {
        return !position.isStart() && missing.isAfter(position);
    }
}
