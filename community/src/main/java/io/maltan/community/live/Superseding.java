package io.maltan.community.live;

import io.maltan.community.meetup.MeetupEvents.ParticipantsChanged;
import io.maltan.platform.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Leaves out counts that newer ones have overtaken: where hundreds vote in a second, whoever
 * watches is told a few times a second how it stands. Everything keeps its order, so a reconnect
 * misses nothing.
 */
final class Superseding {

    private static final Duration GATHERED = Duration.ofMillis(100);
    private static final int MOST = 64;

    private Superseding() {}

    static Flux<StreamMessage> thin(Flux<StreamMessage> messages) {
        return messages.bufferTimeout(MOST, GATHERED, true).concatMapIterable(Superseding::latest);
    }

    static List<StreamMessage> latest(List<StreamMessage> messages) {
        Set<Object> overtaken = new HashSet<>();
        List<StreamMessage> kept = new ArrayList<>(messages.size());
        for (StreamMessage message : messages.reversed()) {
            Object counted = counted(message);
            if (counted == null || overtaken.add(counted)) {
                kept.add(message);
            }
        }
        return kept.reversed();
    }

    /** What a message tells the counts of; null where it tells something else. */
    private static @Nullable Object counted(StreamMessage message) {
        return switch (message.data()) {
            case VotesChanged votes ->
                    new Counted(
                            message.event(),
                            Objects.requireNonNullElse(votes.commentId(), votes.postId()));
            case ParticipantsChanged meetup -> new Counted(message.event(), meetup.postId());
            default -> null;
        };
    }

    private record Counted(String event, UUID subject) {}
}
