package io.maltan.community.member;

import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The people the community knows of. */
@Component
public class Members {

    private static final int LOOKS = 4;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final R2dbcMembers stored;

    Members(R2dbcMembers stored) {
        this.stored = stored;
    }

    /**
     * Fails with {@code member_not_found}, after a moment in which the event of a new account may
     * still arrive.
     */
    public Mono<Void> requireKnown(UUID id) {
        return stored.exists(id)
                .filter(known -> known)
                .repeatWhenEmpty(looks -> looks.take(LOOKS).delayElements(PAUSE))
                .switchIfEmpty(Mono.error(() -> new MemberNotFound(id)))
                .then();
    }
}
