package io.maltan.recommendation;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Waits for what comes about in the background. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Eventually() {}

    /** Asks every 20 ms; fails where it has not come true within the limit. */
    public static void isTrue(BooleanSupplier condition) {
        Flux.interval(Duration.ofMillis(20), Schedulers.boundedElastic())
                .filter(tick -> condition.getAsBoolean())
                .next()
                .block(LIMIT);
    }
}
