package io.maltan.community.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.community.sql.DatabaseLimit;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class BatchesTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final UUID KEY = UUID.randomUUID();

    private final BatchWork worker = new BatchWork(new DatabaseLimit(LIMIT));
    private final List<List<Integer>> done = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() {
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndInOrder() {
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, Integer> batches = doubling(3, first.asMono());

        Flux.range(0, 8)
                .flatMapSequential(i -> batches.submit(KEY, i), 8)
                .as(StepVerifier::create)
                .then(first::tryEmitEmpty)
                .expectNext(0, 2, 4, 6, 8, 10, 12, 14)
                .expectComplete()
                .verify(LIMIT);

        assertThat(done)
                .containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
    }

    @Test
    void whoeverLeavesIsNotInTheNextBatch() {
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, Integer> batches = doubling(10, first.asMono());

        Flux.merge(
                        batches.submit(KEY, 0),
                        batches.submit(KEY, 1).takeUntilOther(Mono.empty()),
                        batches.submit(KEY, 2))
                .as(StepVerifier::create)
                .then(first::tryEmitEmpty)
                .expectNext(0, 4)
                .expectComplete()
                .verify(LIMIT);

        assertThat(done).containsExactly(List.of(0), List.of(2));
    }

    @Test
    void aBatchThatFailsFailsAllInItAndNoOther() {
        AtomicInteger batch = new AtomicInteger();
        Batches<Integer, Integer> batches =
                worker.batches(
                        10,
                        (key, items) ->
                                batch.incrementAndGet() == 1
                                        ? Mono.error(new Conflict("meetup_closed"))
                                        : answers(items));

        batches.submit(KEY, 1).as(StepVerifier::create).expectError(Conflict.class).verify(LIMIT);
        batches.submit(KEY, 2)
                .as(StepVerifier::create)
                .expectNext(4)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void oneKeyDoesNotWaitForAnother() {
        Batches<Integer, Integer> batches =
                worker.batches(10, (key, items) -> key.equals(KEY) ? Mono.never() : answers(items));

        Mono.firstWithValue(batches.submit(KEY, 1), batches.submit(UUID.randomUUID(), 5))
                .as(StepVerifier::create)
                .expectNext(10)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void busyThingsLetOthersGoFirst() {
        List<UUID> served = Collections.synchronizedList(new ArrayList<>());
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, Integer> batches =
                worker.batches(
                        1,
                        (key, items) -> {
                            served.add(key);
                            return first.asMono().then(answers(items));
                        });
        List<UUID> busy = Stream.generate(UUID::randomUUID).limit(8).toList();
        UUID quiet = UUID.randomUUID();

        Flux.concat(
                        Flux.fromIterable(busy).repeat(2).map(key -> batches.submit(key, 1)),
                        Flux.just(batches.submit(quiet, 1)))
                .flatMap(answer -> answer, 25)
                .as(StepVerifier::create)
                .then(first::tryEmitEmpty)
                .expectNextCount(25)
                .expectComplete()
                .verify(LIMIT);

        assertThat(served.subList(8, 25)).startsWith(quiet);
    }

    @Test
    void aBatchThatNeverEndsHoldsNobodyUpForLong() {
        AtomicInteger batch = new AtomicInteger();
        Batches<Integer, Integer> batches =
                worker.batches(
                        1,
                        (key, items) ->
                                batch.incrementAndGet() == 1 ? Mono.never() : answers(items));

        StepVerifier.withVirtualTime(() ->
                        batches.submit(KEY, 1)
                                .onErrorReturn(Unavailable.class, -1)
                                .mergeWith(batches.submit(KEY, 2)))
                .thenAwait(LIMIT)
                .expectNext(-1, 4)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void whatCannotBeBegunIsRefusedAndDoesNotStayInTheWay() {
        Batches<Integer, Integer> batches = worker.batches(10, (key, items) -> answers(items));
        worker.stop();
        batches.submit(KEY, 1)
                .as(StepVerifier::create)
                .expectError(Unavailable.class)
                .verify(LIMIT);

        worker.start();
        batches.submit(KEY, 2)
                .as(StepVerifier::create)
                .expectNext(4)
                .expectComplete()
                .verify(LIMIT);
    }

    private Batches<Integer, Integer> doubling(int most, Mono<Void> first) {
        return worker.batches(
                most,
                (key, items) -> {
                    done.add(items);
                    return first.then(answers(items));
                });
    }

    private static Mono<List<Mono<Integer>>> answers(List<Integer> items) {
        return Mono.just(items.stream().map(item -> Mono.just(item * 2)).toList());
    }
}
