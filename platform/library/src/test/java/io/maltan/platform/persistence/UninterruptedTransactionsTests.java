package io.maltan.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class UninterruptedTransactionsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TransactionalOperator transactions =
            new UninterruptedTransactions(new PassingTransactions());

    @Test
    void goesOnWhenItsClientLeaves() {
        TestPublisher<String> work = TestPublisher.create();
        transactions.transactional(work.mono()).as(StepVerifier::create).thenCancel().verify(LIMIT);
        work.assertWasNotCancelled();
        assertThat(work.wasSubscribed()).isTrue();
    }

    @Test
    void beginsAnewForEachSubscriber() {
        int[] begun = new int[1];
        Mono<Integer> work = transactions.transactional(Mono.fromCallable(() -> ++begun[0]));
        StepVerifier.create(work).expectNext(1).expectComplete().verify(LIMIT);
        StepVerifier.create(work).expectNext(2).expectComplete().verify(LIMIT);
    }

    private static final class PassingTransactions implements TransactionalOperator {

        @Override
        public <T> Mono<T> transactional(Mono<T> work) {
            return work;
        }

        @Override
        public <T> Flux<T> execute(TransactionCallback<T> work) {
            return Flux.error(new IllegalStateException("not played"));
        }
    }
}
