package io.maltan.user.attempt;

import io.maltan.platform.upkeep.Cleanup;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Deletes failures that no longer count. */
@Component
class AttemptCleanup extends Cleanup {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final LoginAttempts attempts;

    AttemptCleanup(LoginAttempts attempts) {
        super(INTERVAL, "Old login failures");
        this.attempts = attempts;
    }

    @Override
    protected Mono<Void> clean() {
        return attempts.forgetOld().then();
    }
}
