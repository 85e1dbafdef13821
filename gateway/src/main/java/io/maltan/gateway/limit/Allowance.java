package io.maltan.gateway.limit;

import io.maltan.gateway.limit.SharedPaces.Claim;
import io.maltan.gateway.limit.SharedPaces.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What this replica may let in of one caller's requests.
 *
 * <p>It spends what was granted to it, and in advance the fiftieth part of a quota that is far from
 * used up, and tells of that afterwards. So most requests ask nobody, and a caller gets at most 2 %
 * more for each further replica; quotas below fifty are exact. A pace of its own counts along, and
 * decides alone while the replicas cannot speak to one another.
 */
final class Allowance {

    private static final int CREDIT_PART = 50;
    private static final int LEASE_PART = 20;
    private static final int SCARCE_PART = 10;

    private final String key;
    private final boolean exact;

    private Quota quota;
    private Pace own = new Pace();
    private long granted;
    private long owed;
    private long left;
    private long fullAt = Long.MIN_VALUE;
    private long refusedUntil = Long.MIN_VALUE;
    private int asking;
    private boolean touched;

    /**
     * @param exact whether every request asks: for few and grave ones
     */
    Allowance(String key, Quota quota, boolean exact) {
        this.key = key;
        this.quota = quota;
        this.left = quota.requests();
        this.exact = exact;
    }

    /** Quotas may change at any time; what was taken of another does not count. */
    private void follow(Quota current) {
        if (!quota.equals(current)) {
            quota = current;
            own = new Pace();
            granted = 0;
            owed = 0;
            fullAt = Long.MIN_VALUE;
            left = current.requests();
            refusedUntil = Long.MIN_VALUE;
        }
    }

    private String sharedKey() {
        return key + ':' + quota.requests() + '/' + quota.window().toSeconds();
    }

    /** Decides by what is known here; null where that is not enough. */
    synchronized @Nullable Balance decide(Quota current, long now) {
        follow(current);
        touched = true;
        if (now < refusedUntil) {
            return balance(false, now);
        }
        if (granted > 0) {
            granted--;
        } else if (hasCredit(now)) {
            owed++;
        } else {
            return null;
        }
        own.count(quota, now);
        return balance(true, now);
    }

    private boolean hasCredit(long now) {
        return !exact
                && owed < quota.requests() / CREDIT_PART
                && leftAt(now) - owed > quota.requests() / SCARCE_PART;
    }

    private long leftAt(long now) {
        return fullAt <= now
                ? quota.requests()
                : Math.max(left, (long) (quota.requests() - (fullAt - now) / quota.interval()));
    }

    /** Only the first of several that ask at once asks for more than it needs. */
    synchronized Claim claim() {
        boolean first = asking++ == 0;
        long spent = owed;
        owed = 0;
        return new Claim(sharedKey(), quota, spent, true, exact || !first ? 0 : LEASE_PART);
    }

    /** The answer to {@link #claim()}. */
    synchronized Balance settled(Claim claim, Grant grant, long now) {
        asking--;
        learn(claim, grant, now);
        if (grant.granted() == 0) {
            long untilNext =
                    grant.aheadMicros() + Math.round(quota.interval()) - quota.windowMicros();
            refusedUntil = now + Math.max(0, untilNext);
            return balance(false, now);
        }
        if (claim.quota().equals(quota)) {
            granted += grant.granted() - 1;
        }
        own.count(quota, now);
        return balance(true, now);
    }

    /** There was no answer. */
    synchronized void unsettled(Claim claim) {
        asking--;
        unreported(claim);
    }

    /** Decides by this replica's own count. */
    synchronized Balance decideAlone(Quota current, long now) {
        follow(current);
        touched = true;
        Balance balance = own.take(quota, now);
        if (balance.admitted()) {
            owe(1);
        }
        return balance;
    }

    private void owe(long requests) {
        owed = Math.min(owed + requests, quota.requests());
    }

    /** What is to be told, without asking for more; unused grants go back. Null if nothing is. */
    synchronized @Nullable Claim report() {
        long back = touched ? 0 : granted;
        touched = false;
        long spent = owed - back;
        if (owed == 0 && back == 0) {
            return null;
        }
        owed = 0;
        granted -= back;
        return new Claim(sharedKey(), quota, spent, false, 0);
    }

    synchronized void reported(Claim claim, Grant grant, long now) {
        learn(claim, grant, now);
    }

    synchronized void unreported(Claim claim) {
        if (claim.quota().equals(quota)) {
            owe(Math.max(0, claim.spent()));
        }
    }

    synchronized boolean isSettled() {
        return owed == 0 && granted == 0;
    }

    private void learn(Claim claim, Grant grant, long now) {
        if (claim.quota().equals(quota)) {
            left = grant.left();
            fullAt = now + grant.aheadMicros();
        }
    }

    private Balance balance(boolean admitted, long now) {
        long ahead = (fullAt <= now ? 0 : fullAt - now) + Math.round(owed * quota.interval());
        long remaining = admitted ? Math.max(0, leftAt(now) + granted - owed) : 0;
        return Balance.ofMicros(
                admitted, remaining, now < refusedUntil ? refusedUntil - now : 0, ahead);
    }
}
