package io.maltan.platform.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class CleanupTests {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final AtomicInteger rounds = new AtomicInteger();

    @AfterEach
    void resetTime() {
        VirtualTimeScheduler.reset();
    }

    private Cleanup cleanup(Mono<Void> work) {
        return new Cleanup(INTERVAL, "Crumbs") {
            @Override
            protected Mono<Void> clean() {
                rounds.incrementAndGet();
                return work;
            }
        };
    }

    @Test
    void goesOnAfterARoundThatFailed() {
        Cleanup cleanup = cleanup(Mono.error(new IllegalStateException("no database")));
        cleanup.start();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(rounds).hasValue(3);
    }

    @Test
    void beginsNoRoundBesideAnother() {
        Cleanup cleanup = cleanup(Mono.delay(INTERVAL.multipliedBy(2)).then());
        cleanup.start();
        time.advanceTimeBy(INTERVAL.multipliedBy(2));
        assertThat(rounds).hasValue(1);
    }

    @Test
    void stops() {
        Cleanup cleanup = cleanup(Mono.empty());
        cleanup.start();
        assertThat(cleanup.isRunning()).isTrue();
        cleanup.stop();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(rounds).hasValue(0);
        assertThat(cleanup.isRunning()).isFalse();
    }
}
