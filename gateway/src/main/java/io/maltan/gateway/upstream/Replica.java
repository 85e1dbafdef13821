package io.maltan.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of a service, and how it has been doing. */
final class Replica {

    private static final double FADING = 0.2;
    private static final long FIRST_EJECTION = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_EJECTION = Duration.ofSeconds(2).toNanos();

    private final Key key;
    private final String address;
    private final AtomicInteger inFlight = new AtomicInteger();

    private volatile double latencyNanos;
    private volatile boolean ready = true;
    private volatile long outUntil = System.nanoTime();
    private volatile long ejection = FIRST_EJECTION;

    /** What makes a replica this one and no other. */
    record Key(String scheme, String host, int port, int weight) {}

    Replica(Key key) {
        this.key = key;
        String host = key.host().indexOf(':') < 0 ? key.host() : '[' + key.host() + ']';
        this.address = key.scheme() + "://" + host + ':' + key.port();
    }

    Key key() {
        return key;
    }

    /** Where a request for the path and query of this address goes. */
    URI at(URI request) {
        String query = request.getRawQuery();
        String target = query == null ? request.getRawPath() : request.getRawPath() + '?' + query;
        return URI.create(address + target);
    }

    URI address() {
        return URI.create(address);
    }

    int weight() {
        return key.weight();
    }

    boolean isHealthy() {
        return ready && System.nanoTime() - outUntil >= 0;
    }

    void ready(boolean isReady) {
        ready = isReady;
    }

    void began() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void answeredIn(long nanos) {
        latencyNanos = latencyNanos == 0 ? nanos : latencyNanos + FADING * (nanos - latencyNanos);
        ejection = FIRST_EJECTION;
    }

    /** Nobody was there: it is left out for a while, longer each time. */
    void failed() {
        outUntil = System.nanoTime() + ejection;
        ejection = Math.min(2 * ejection, LONGEST_EJECTION);
    }

    /** What one more request would wait for; a replica that nobody knows is tried. */
    double expectedNanos() {
        return latencyNanos * (inFlight.get() + 1);
    }
}
