package io.maltan.community.place;

import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The community's own picture of places; no other service is asked. */
@Component
public class Places {

    private static final int LOOKS = 4;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final R2dbcPlaces stored;

    Places(R2dbcPlaces stored) {
        this.stored = stored;
    }

    /** A place that exists as far as is known here. */
    public Mono<PlaceLink> find(UUID id) {
        return stored.find(id);
    }

    /** The same, after a moment in which the event of a new place may still arrive. */
    public Mono<PlaceLink> findSoon(UUID id) {
        return stored.find(id).repeatWhenEmpty(looks -> looks.take(LOOKS).delayElements(PAUSE));
    }
}
