package io.maltan.gateway.limit;

import java.time.Duration;

/** So many requests in a window, which refills evenly. */
record Quota(long requests, Duration window) {

    /** Microseconds in which one request comes back. */
    double interval() {
        return (double) windowMicros() / requests;
    }

    long windowMicros() {
        return window.toNanos() / 1_000;
    }
}
