package io.maltan.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class DrainTests {

    private static final Duration TIME = Duration.ofSeconds(2);

    private final StaticApplicationContext gateway = new StaticApplicationContext();
    private final Drain drain = new Drain(gateway, Live.of(new StreamSettings(1_000, TIME)));

    @Test
    void streamsEndOneAfterTheOther() {
        StepVerifier.withVirtualTime(this::endings)
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(1))
                .then(() -> drain.onClosed(new ContextClosedEvent(gateway)))
                .thenAwait(TIME)
                .assertNext(times -> {
                    assertThat(times).hasSize(1_000);
                    for (int quarter = 0; quarter < 4; quarter++) {
                        long from = quarter * TIME.toMillis() / 4;
                        long to = from + TIME.toMillis() / 4;
                        assertThat(times.stream().filter(time -> time >= from && time < to))
                                .hasSizeBetween(150, 350);
                    }
                })
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    /** When each of a thousand streams ended, in milliseconds from the first look. */
    private Flux<List<Long>> endings() {
        return Flux.range(0, 1_000)
                .flatMap(stream -> drain.moment().timestamp().map(at -> at.getT1()), 1_000)
                .collectList()
                .map(DrainTests::fromTheClosing)
                .flux();
    }

    private static List<Long> fromTheClosing(List<Long> times) {
        long closing = Duration.ofMinutes(1).toMillis();
        return times.stream().map(time -> Objects.requireNonNull(time) - closing).toList();
    }

    @Test
    void anotherContextsEndIsNoReason() {
        StepVerifier.withVirtualTime(drain::moment)
                .expectSubscription()
                .then(() -> drain.onClosed(new ContextClosedEvent(new StaticApplicationContext())))
                .expectNoEvent(Duration.ofMinutes(1))
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }
}
