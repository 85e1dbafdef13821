package io.maltan.recommendation.feedback;

import io.maltan.platform.upkeep.Cleanup;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Forgets which account a guest became as soon as no token of the guest's can be alive. */
@Component
final class MergedGuestCleanup extends Cleanup {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final R2dbcMergedGuests guests;
    private final FeedbackProperties properties;

    MergedGuestCleanup(R2dbcMergedGuests guests, FeedbackProperties properties) {
        super(INTERVAL, "Guests of old");
        this.guests = guests;
        this.properties = properties;
    }

    @Override
    protected Mono<Void> clean() {
        return guests.removeOlderThan(properties.guestsFor()).then();
    }
}
