package io.maltan.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of a service, and how it has been doing. */
final class Replica {

    private static final double FADING = 0.2;
    private static final long HALF_LIFE = Duration.ofSeconds(1).toNanos();
    private static final long FIRST_EJECTION = Duration.ofMillis(500).toNanos();

    /** Who is refused elsewhere is served by another replica: to try again costs little. */
    private static final long LONGEST_WHEN_GONE = Duration.ofSeconds(2).toNanos();

    /** To try who is silent costs a caller its answer. */
    private static final long LONGEST_WHEN_SILENT = Duration.ofSeconds(15).toNanos();

    private final Key key;
    private final String address;
    private final AtomicInteger inFlight = new AtomicInteger();

    private volatile double latencyNanos;
    private volatile long latencyKnownAt;
    private volatile boolean ready = true;
    private volatile boolean probed;
    private volatile boolean proven;
    private volatile long failedAt = System.nanoTime();
    private volatile long outUntil = failedAt;
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

    /** What it said of itself when it was asked. */
    void ready(boolean isReady) {
        ready = isReady;
        probed = true;
    }

    /** It was asked and said nothing, which tells something only of who has spoken before. */
    void saidNothing() {
        ready = !probed;
    }

    /**
     * A call begins. Until one has been answered the next waits: who may be hanging costs one call
     * at a time.
     */
    void began() {
        inFlight.incrementAndGet();
        if (!proven) {
            outUntil = System.nanoTime() + ejection;
        }
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void answered(long beganAt) {
        if (!proven && isNews(beganAt)) {
            proven = true;
            ejection = FIRST_EJECTION;
            outUntil = System.nanoTime();
        }
    }

    /** Nobody was there: it is left out for a while, longer each time. */
    void failed(long beganAt) {
        leaveOut(beganAt, LONGEST_WHEN_GONE);
    }

    /** No answer came in time: it is left out as well. */
    void silent(long beganAt) {
        leaveOut(beganAt, LONGEST_WHEN_SILENT);
    }

    private void leaveOut(long beganAt, long longest) {
        if (isNews(beganAt)) {
            long now = System.nanoTime();
            failedAt = now;
            proven = false;
            outUntil = now + ejection;
            ejection = Math.min(2 * ejection, longest);
        }
    }

    /** Calls that were under way when it failed tell nothing of it since. */
    private boolean isNews(long beganAt) {
        return beganAt - failedAt >= 0;
    }

    /** How long a call has kept its caller waiting, answered or not. */
    void took(long nanos) {
        double before = latency();
        latencyNanos = before == 0 ? nanos : before + FADING * (nanos - before);
        latencyKnownAt = System.nanoTime();
    }

    /** Half of it each second in which nothing is heard: who was slow is tried again. */
    private double latency() {
        long halvings = (System.nanoTime() - latencyKnownAt) / HALF_LIFE;
        return Math.scalb(latencyNanos, (int) -Math.min(halvings, Double.MAX_EXPONENT));
    }

    /** What one more request would wait for; a replica that nobody knows is tried. */
    double expectedNanos() {
        return latency() * (inFlight.get() + 1);
    }
}
