package io.maltan.platform.events;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The consumer groups of a stream. */
final class Groups {

    /**
     * A consumer group.
     *
     * @param delivered the position up to which it was given everything
     */
    record Group(String name, Position delivered) {}

    private Groups() {}

    /** None where there is no stream. */
    static Mono<List<Group>> of(RedisLink redis, String stream) {
        return redis.list(commands -> commands.xinfoGroups(stream))
                .map(groups -> groups.stream().map(Groups::toGroup).toList())
                .onErrorResume(Groups::isMissingStream, missing -> Mono.just(List.of()));
    }

    private static boolean isMissingStream(Throwable error) {
        return error instanceof RedisCommandExecutionException
                && String.valueOf(error.getMessage()).contains("no such key");
    }

    /** Redis answers with names and values in turn. */
    private static Group toGroup(Object answer) {
        List<?> parts = (List<?>) answer;
        Map<String, Object> fields = new HashMap<>();
        for (int at = 0; at + 1 < parts.size(); at += 2) {
            fields.put(String.valueOf(parts.get(at)), parts.get(at + 1));
        }
        return new Group(
                String.valueOf(fields.get("name")),
                Position.of(String.valueOf(fields.get("last-delivered-id"))));
    }
}
