package io.maltan.user.signing;

import java.time.Instant;

/**
 * A key and its times; {@link Instant#MAX} where no later key sets them.
 *
 * @param publishedUntil when the last token that it may have signed has ended
 */
record KeyTerm(SigningKey key, Instant signsUntil, Instant publishedUntil) {

    enum Status {
        WAITING,
        SIGNING,
        RETIRING
    }

    Status statusAt(Instant now) {
        if (key.signsFrom().isAfter(now)) {
            return Status.WAITING;
        }
        return signsUntil.isAfter(now) ? Status.SIGNING : Status.RETIRING;
    }
}
