package io.maltan.gateway.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of heads that have begun and not ended, of all connections together. Senders that take
 * their time must not use up what the buffers of all others come from.
 */
final class UnfinishedHeads {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * None are held yet.
     *
     * @param most bytes of all of them
     */
    UnfinishedHeads(long most) {
        this.most = most;
    }

    /** Takes more bytes; false where there is no room for them. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
