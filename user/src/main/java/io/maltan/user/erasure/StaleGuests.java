package io.maltan.user.erasure;

import io.maltan.user.account.Accounts;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Guests of whom no session goes on: nobody can be them any more. */
@Component
class StaleGuests {

    private static final int AT_ONCE = 200;

    private final Accounts accounts;
    private final AccountEnd ending;
    private final SagaSettings settings;
    private final Clock clock;

    StaleGuests(Accounts accounts, AccountEnd ending, SagaSettings settings, Clock clock) {
        this.accounts = accounts;
        this.ending = ending;
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends some of them, each in a transaction of its own; answers how many. */
    Mono<Long> end() {
        return accounts.guestsWithoutSession(
                        clock.instant().minus(settings.guestsKept()), clock.instant(), AT_ONCE)
                .collectList()
                .flatMapIterable(guests -> guests)
                .concatMap(ending::ofGuest)
                .count();
    }
}
