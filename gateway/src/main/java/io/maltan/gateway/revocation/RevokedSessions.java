package io.maltan.gateway.revocation;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The sessions that were ended while their access tokens are still alive, as last heard. */
@Component
public class RevokedSessions {

    private final Sinks.Many<Set<UUID>> changes =
            Sinks.many().replay().latestOrDefault(Set.<UUID>of());
    private volatile Set<UUID> known = Set.of();
    private volatile boolean heard;

    boolean contains(UUID session) {
        return known.contains(session);
    }

    /** Completes with the session's id when it is, or becomes, one of these. */
    public Mono<UUID> revocationOf(UUID session) {
        return changes.asFlux()
                .onBackpressureLatest()
                .filter(revoked -> revoked.contains(session))
                .next()
                .map(revoked -> session);
    }

    /** Whether the user service has told of them at all. */
    boolean areHeard() {
        return heard;
    }

    void replace(Set<UUID> revoked) {
        heard = true;
        if (!revoked.equals(known)) {
            known = revoked;
            changes.emitNext(revoked, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
