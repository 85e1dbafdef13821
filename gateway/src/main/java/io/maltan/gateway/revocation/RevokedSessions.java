package io.maltan.gateway.revocation;

import io.maltan.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The sessions that were ended while their access tokens are still alive, as last heard. */
@Component
public class RevokedSessions {

    private final Sinks.Many<Revocations> changes =
            Sinks.many().replay().latestOrDefault(Revocations.NONE);
    private volatile Revocations known = Revocations.NONE;
    private volatile boolean heard;

    /** Why a caller's token is refused; null where it is not. */
    @Nullable Refusal refusalOf(Caller caller) {
        return refusalOf(caller, known);
    }

    /** Completes with the reason when a caller's token is, or becomes, one to refuse. */
    public Mono<Refusal> refusalOfOpen(Caller caller) {
        return changes.asFlux()
                .onBackpressureLatest()
                .mapNotNull(revoked -> refusalOf(caller, revoked))
                .next();
    }

    private static @Nullable Refusal refusalOf(Caller caller, Revocations revoked) {
        if (revoked.contains(caller.sessionId())) {
            return Refusal.REVOKED;
        }
        return revoked.mayOmit(caller.expiresAt()) ? Refusal.TOO_OLD : null;
    }

    int count() {
        return known.count();
    }

    /** Whether the user service has told of them at all. */
    boolean areHeard() {
        return heard;
    }

    void replace(Revocations revoked) {
        heard = true;
        if (!revoked.isSameAs(known)) {
            known = revoked;
            changes.emitNext(revoked, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
