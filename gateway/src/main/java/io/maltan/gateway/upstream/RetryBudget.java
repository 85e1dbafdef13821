package io.maltan.gateway.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one request in five be repeated: a service in trouble is not asked much more often because
 * it is. A few are there from the start.
 */
final class RetryBudget {

    private static final int COST = 5;
    private static final int MOST = 10 * COST;

    private final AtomicInteger balance = new AtomicInteger(2 * COST);

    void earn() {
        balance.getAndUpdate(saved -> Math.min(saved + 1, MOST));
    }

    boolean spend() {
        return balance.getAndUpdate(saved -> saved >= COST ? saved - COST : saved) >= COST;
    }
}
