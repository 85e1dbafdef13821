package io.maltan.user.session;

import io.maltan.platform.upkeep.Cleanup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes, some at a time, sessions that have been over for a day, and refresh tokens that were
 * spent longer ago than such a token lives. Until then whoever was robbed of one may still hold it
 * for good, and showing it has to end the session; later it would be refused, had nobody spent it.
 */
@Component
class SessionCleanup extends Cleanup {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final int SPENT_AT_ONCE = 1_000;

    private final Sessions sessions;
    private final SessionTokens tokens;
    private final RetiredNames retiredNames;
    private final SessionSettings settings;
    private final Clock clock;

    SessionCleanup(
            Sessions sessions,
            SessionTokens tokens,
            RetiredNames retiredNames,
            SessionSettings settings,
            Clock clock) {
        super(INTERVAL, "Old sessions and tokens");
        this.sessions = sessions;
        this.tokens = tokens;
        this.retiredNames = retiredNames;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected Mono<Void> clean() {
        return forgetSpent().then(Mono.defer(this::forgetExpired));
    }

    /** All of them: clients in a loop spend more in a minute than are deleted at once. */
    private Mono<Void> forgetSpent() {
        return forgetSomeSpent()
                .expand(deleted -> deleted < SPENT_AT_ONCE ? Mono.empty() : forgetSomeSpent())
                .then();
    }

    private Mono<Long> forgetSomeSpent() {
        return Mono.defer(() -> {
            Instant since = clock.instant().minus(settings.refreshTokenLifetime());
            return tokens.forgetSpentBefore(since, SPENT_AT_ONCE);
        });
    }

    private Mono<Void> forgetExpired() {
        Instant time = clock.instant().minus(KEPT_FOR);
        return sessions.forgetExpiredBefore(time).then(retiredNames.forgetExpiredBefore(time));
    }
}
