package io.maltan.gateway.limit;

/**
 * A quota kept by one number (the generic cell rate algorithm, ITU-T I.371): the moment at which
 * all that was taken will have come back. It is further ahead by one interval for every request,
 * and may be ahead by one window at most.
 *
 * <p>Not thread-safe; times are microseconds of any one clock.
 */
final class Pace {

    private long fullAt;

    /** Takes one, if it is there. */
    Balance take(Quota quota, long now) {
        long after = Math.max(fullAt, now) + Math.round(quota.interval());
        boolean admitted = after - now <= quota.windowMicros();
        if (admitted) {
            fullAt = after;
        }
        return balance(quota, now, admitted);
    }

    /** Counts one that was admitted elsewhere. */
    void count(Quota quota, long now) {
        long after = Math.max(fullAt, now) + Math.round(quota.interval());
        fullAt = Math.min(after, now + quota.windowMicros());
    }

    private Balance balance(Quota quota, long now, boolean admitted) {
        long ahead = Math.max(0, fullAt - now);
        long left = (long) ((quota.windowMicros() - ahead) / quota.interval() + 1e-6);
        long untilNext = ahead + Math.round(quota.interval()) - quota.windowMicros();
        return Balance.ofMicros(admitted, Math.max(0, left), untilNext, ahead);
    }
}
