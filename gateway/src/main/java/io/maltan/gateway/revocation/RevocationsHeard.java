package io.maltan.gateway.revocation;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * A part of readiness: a gateway that has just started does not know yet who has signed out, and
 * leaves requests to others until it does. But not for ever: where the user service stays away, the
 * short life of tokens has to do, and what does not need that service is served.
 */
@Component("revocations")
class RevocationsHeard implements HealthIndicator {

    private final long began = System.nanoTime();
    private final RevokedSessions sessions;
    private final RevocationSettings settings;

    RevocationsHeard(RevokedSessions sessions, RevocationSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public Health health() {
        boolean waitedEnough = System.nanoTime() - began > settings.patience().toNanos();
        return (sessions.areHeard() || waitedEnough ? Health.up() : Health.outOfService()).build();
    }
}
