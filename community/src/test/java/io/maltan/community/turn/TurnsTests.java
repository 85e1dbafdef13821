package io.maltan.community.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TurnsTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Turns turns = new Turns();
    private final UUID key = UUID.randomUUID();

    @Test
    void onlyOneIsAtWork() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Integer> work =
                Mono.fromCallable(() -> most.accumulateAndGet(atWork.incrementAndGet(), Math::max))
                        .delayElement(Duration.ofNanos(1))
                        .doOnNext(_ -> atWork.decrementAndGet());

        Flux.range(0, 500)
                .flatMap(_ -> turns.inTurn(key, work), 500)
                .count()
                .as(StepVerifier::create)
                .expectNext(500L)
                .expectComplete()
                .verify(LIMIT);
        assertThat(most).hasValue(1);
    }

    @Test
    void differentThingsDoNotWaitForOneAnother() {
        Disposable first = turns.inTurn(key, Mono.never()).subscribe();

        turns.inTurn(UUID.randomUUID(), Mono.just("done"))
                .as(StepVerifier::create)
                .expectNext("done")
                .expectComplete()
                .verify(LIMIT);
        first.dispose();
    }

    @Test
    void whoeverGivesUpLosesOnlyTheirOwnTurn() {
        Sinks.One<String> working = Sinks.one();
        Disposable first = turns.inTurn(key, working.asMono()).subscribe();
        Disposable impatient = turns.inTurn(key, Mono.never()).subscribe();
        Sinks.One<String> last = Sinks.one();
        Disposable third = turns.inTurn(key, Mono.just("third")).subscribe(last::tryEmitValue);

        impatient.dispose();
        assertThat(third.isDisposed()).isFalse();
        first.dispose();

        last.asMono().as(StepVerifier::create).expectNext("third").expectComplete().verify(LIMIT);
    }

    @Test
    void failuresGiveTheTurnOn() {
        turns.inTurn(key, Mono.error(new IllegalStateException("broken")))
                .as(StepVerifier::create)
                .expectError(IllegalStateException.class)
                .verify(LIMIT);
        turns.inTurn(key, Mono.just("next"))
                .as(StepVerifier::create)
                .expectNext("next")
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void noTurnIsLostWhenManyGiveUpAtAnyMoment() {
        Duration moment = Duration.ofNanos(1_000);

        Flux.range(0, 50_000)
                .flatMap(
                        i ->
                                turns.inTurn(key, Mono.delay(moment))
                                        .timeout(moment.multipliedBy(i % 40))
                                        .onErrorComplete(),
                        4)
                .then(turns.inTurn(key, Mono.just("still here")))
                .as(StepVerifier::create)
                .expectNext("still here")
                .expectComplete()
                .verify(LIMIT);
    }
}
