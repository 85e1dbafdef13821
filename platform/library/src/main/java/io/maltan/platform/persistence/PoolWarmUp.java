package io.maltan.platform.persistence;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Makes the first connection to the database before anything else of the service starts.
 *
 * <p>In a JVM that has just started, and beside others that start as well, a connection takes
 * seconds. Whoever wants one gives up long before and asks again, each time for one more: a service
 * that keeps 12 opened up to 49 while it started, and four of them had 90 at once.
 */
final class PoolWarmUp implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PoolWarmUp.class);

    /** Before the connections to Redis, background work and the server. */
    private static final int PHASE = Integer.MIN_VALUE + 1_000;

    private final ConnectionPool pool;
    private final Duration longest;
    private volatile boolean running;

    PoolWarmUp(ConnectionPool pool, Duration longest) {
        this.pool = pool;
        this.longest = longest;
    }

    /** Blocks the start; a service without its database starts all the same. */
    @Override
    public void start() {
        pool.warmup()
                .then(borrowOnce())
                .timeout(longest)
                .onErrorResume(error -> {
                    log.warn("There is no connection to the database yet: {}", error.toString());
                    return Mono.empty();
                })
                .block();
        running = true;
    }

    /** What checks a connection runs for the first time here, and not under its time limit. */
    private Mono<Void> borrowOnce() {
        return Mono.usingWhen(pool.create(), borrowed -> Mono.empty(), Connection::close);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
