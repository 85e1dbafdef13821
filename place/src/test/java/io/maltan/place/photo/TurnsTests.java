package io.maltan.place.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class TurnsTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_OF_ONE = 3;

    private final UUID eager = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final Scheduler thread = Schedulers.newBoundedElastic(1, 8, "turns");
    private final Turns turns = new Turns(thread, MOST_OF_ONE);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void stop() {
        thread.dispose();
    }

    private static Callable<String> piece(String name) {
        return () -> name;
    }

    private String first() throws InterruptedException {
        begun.countDown();
        return go.await(10, TimeUnit.SECONDS) ? "first" : "late";
    }

    /** All that was done, in order; the thread is kept busy until everything waits. */
    private List<String> done(List<Mono<String>> pieces) throws InterruptedException {
        List<Mono<String>> all = new ArrayList<>();
        all.add(turns.take(eager, this::first));
        all.addAll(pieces);
        Mono<List<String>> done =
                Flux.fromIterable(all)
                        .flatMap(piece ->
                                piece.onErrorResume(
                                        Problem.class, refused -> Mono.just(refused.code())))
                        .collectList()
                        .cache();
        Disposable waiting = done.subscribe();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        List<String> order = done.block(LIMIT);
        waiting.dispose();
        return order == null ? List.of() : order;
    }

    @Test
    void whoeverComesNextIsBeforeWhatOnePersonHasBrought() throws InterruptedException {
        assertThat(
                        done(
                                List.of(
                                        turns.take(eager, piece("second")),
                                        turns.take(eager, piece("third")),
                                        turns.take(other, piece("other")),
                                        turns.take(other, piece("another")))))
                .containsExactly("first", "other", "second", "another", "third");
    }

    @Test
    void onePersonLeavesRoomForOthers() throws InterruptedException {
        List<Mono<String>> pieces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pieces.add(turns.take(eager, piece("eager")));
        }
        pieces.add(turns.take(other, piece("other")));
        assertThat(done(pieces)).contains("photos_waiting", "other").doesNotContain("photos_busy");
    }

    @Test
    void refusesWhenTooMuchWaits() throws InterruptedException {
        List<Mono<String>> pieces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pieces.add(turns.take(UUID.randomUUID(), piece("somebody")));
        }
        assertThat(done(pieces)).contains("photos_busy", "somebody");
    }

    @Test
    void whoLeavesTakesNoTurn() throws InterruptedException {
        Disposable leaving = turns.take(eager, this::first).subscribe();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        List<String> done = new ArrayList<>();
        for (int i = 0; i < MOST_OF_ONE; i++) {
            turns.take(other, () -> done.add("left")).subscribe().dispose();
        }
        Mono<String> stays = turns.take(other, piece("stays")).cache();
        Disposable waiting = stays.subscribe();
        go.countDown();
        stays.as(StepVerifier::create).expectNext("stays").expectComplete().verify(LIMIT);
        assertThat(done).isEmpty();
        leaving.dispose();
        waiting.dispose();
    }

    @Test
    void anErrorOfAnyKindIsTold() {
        turns.take(
                        eager,
                        () -> {
                            throw new StackOverflowError("deep");
                        })
                .as(StepVerifier::create)
                .expectError(StackOverflowError.class)
                .verify(LIMIT);
    }
}
