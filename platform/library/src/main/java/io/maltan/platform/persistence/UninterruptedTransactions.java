package io.maltan.platform.persistence;

import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transactions that are finished even when nobody waits for them any more.
 *
 * <p>A client that leaves cancels what its request began. A transaction that is cancelled rolls
 * back while its next statement may be on its way; that statement would then run, and commit, by
 * itself. A transaction given as a {@link Mono} is therefore carried to its end; one given as a
 * {@link Flux} is still cancelled with its subscriber.
 */
final class UninterruptedTransactions implements TransactionalOperator {

    private final TransactionalOperator transactions;

    UninterruptedTransactions(TransactionalOperator transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> Mono<T> transactional(Mono<T> work) {
        return Mono.defer(() -> transactions.transactional(work).cache());
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> work) {
        return transactions.execute(work);
    }
}
