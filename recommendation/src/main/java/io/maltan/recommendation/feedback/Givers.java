package io.maltan.recommendation.feedback;

import io.maltan.platform.person.ErasedPeople;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whose it is what somebody gives: their own, or the account's that a guest became, as long as the
 * guest's access token can live. Of who is erased nothing is taken in, although their token lives
 * on for some minutes. All of it in the caller's transaction, which holds the giver until it ends,
 * so that no merger and no erasure passes by what is just being written.
 */
@Component
final class Givers {

    private final R2dbcMergedGuests guests;
    private final ErasedPeople erased;

    Givers(R2dbcMergedGuests guests, ErasedPeople erased) {
        this.guests = guests;
        this.erased = erased;
    }

    /** Whom what somebody gives belongs to; empty where that is nobody any more. */
    Mono<UUID> personOf(UUID giver) {
        return guests.lockShared(giver)
                .then(guests.accountOf(giver))
                .delayUntil(guests::lockShared)
                .defaultIfEmpty(giver)
                .filterWhen(this::isThere);
    }

    private Mono<Boolean> isThere(UUID person) {
        return erased.contains(person).map(gone -> !gone);
    }

    /**
     * From now on what a guest gives is the account's; whoever gives in the guest's name just now
     * is waited for.
     *
     * @return false where the account has been erased
     */
    Mono<Boolean> merge(UUID guestId, UUID accountId) {
        return guests.lock(guestId)
                .then(guests.lockShared(accountId))
                .then(isThere(accountId))
                .delayUntil(
                        isThere -> isThere ? guests.add(guestId, accountId) : Mono.<Void>empty());
    }

    /** Waits for whoever gives in a person's name just now, and has those who come after wait. */
    Mono<Void> hold(UUID person) {
        return guests.lock(person);
    }
}
