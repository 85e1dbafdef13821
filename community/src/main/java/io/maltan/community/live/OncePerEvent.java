package io.maltan.community.live;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What the latest events are about, read once for each of them however many watch. */
public final class OncePerEvent<T> {

    private static final int MOST_EVENTS = 512;

    /** Long enough for all who watch now, too short to show somebody later what has gone since. */
    private static final Duration KEPT = Duration.ofSeconds(3);

    private final Map<UUID, Mono<T>> readings =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<UUID, Mono<T>> eldest) {
                            return size() > MOST_EVENTS;
                        }
                    });

    /** What an event is about; a reading that fails is tried again by the next who asks. */
    public Mono<T> read(UUID eventId, Supplier<Mono<T>> reading) {
        return readings.computeIfAbsent(
                eventId, _ -> reading.get().cache(_ -> KEPT, _ -> Duration.ZERO, () -> KEPT));
    }
}
