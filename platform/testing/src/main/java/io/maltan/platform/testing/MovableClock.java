package io.maltan.platform.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands still until a test moves it. */
public final class MovableClock extends Clock {

    private volatile Instant now;

    public MovableClock(Instant begin) {
        this.now = begin;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // A test moves it from one thread.
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Instants are all that it tells. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A clock of another zone");
    }
}
