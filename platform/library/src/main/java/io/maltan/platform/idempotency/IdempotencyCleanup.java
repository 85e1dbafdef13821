package io.maltan.platform.idempotency;

import io.maltan.platform.upkeep.Cleanup;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Forgets answers that are kept no longer. */
final class IdempotencyCleanup extends Cleanup {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final IdempotencyKeys keys;
    private final Duration keptFor;

    IdempotencyCleanup(IdempotencyKeys keys, Duration keptFor) {
        super(INTERVAL, "Old idempotency keys");
        this.keys = keys;
        this.keptFor = keptFor;
    }

    @Override
    protected Mono<Void> clean() {
        return keys.forgetOlderThan(keptFor).then();
    }
}
