package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceRows;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes a new table of the places that there are and the incoming ones, with all indexes, and puts
 * it in the place of the old one: {@link #part}, {@link #build}, {@link #beginExchange}, {@link
 * #swap}. Until then everybody goes on using the old one; whatever changes there meanwhile is taken
 * over.
 */
@Repository
class R2dbcPlaceAnew {

    /** Indexes that are built at the same time. */
    private static final int AT_ONCE = 2;

    private static final String PART = "select place_anew_part()";
    private static final String KEEP = "select place_anew_keep()";
    private static final String INDEXES = "select statement from place_anew_indexes() as statement";
    private static final String COUNT = "analyze place_anew";
    private static final String SWAP = "select place_anew_swap()";
    private static final String FORGET = "select place_anew_forget()";

    private final DatabaseClient database;
    private final TransactionalOperator transactional;

    R2dbcPlaceAnew(DatabaseClient database, TransactionalOperator transactional) {
        this.database = database;
        this.transactional = transactional;
    }

    /**
     * Sets those of the incoming records apart of which there is no place, within the caller's
     * transaction.
     */
    Mono<Void> part() {
        return run(PART);
    }

    /** Builds what only the exchange shows to others, once the parting has been committed. */
    Mono<Void> build() {
        return inTransaction(KEEP)
                .thenMany(Flux.defer(this::indexes).flatMap(this::inTransaction, AT_ONCE))
                .then(inTransaction(COUNT));
    }

    /** Comes first in the transaction that exchanges the tables. */
    Mono<Void> beginExchange() {
        return TransactionLimits.EXCHANGE.apply(database);
    }

    /** Exchanges the tables, within the caller's transaction. */
    Mono<Void> swap() {
        return run(SWAP);
    }

    /** Drops what an import has left behind; nothing is there once all went well. */
    Mono<Void> forget() {
        return run(FORGET);
    }

    private Flux<String> indexes() {
        return database.sql(INDEXES)
                .map(row -> PlaceRows.required(row, "statement", String.class))
                .all()
                .collectList()
                .flatMapIterable(statements -> statements);
    }

    private Mono<Void> inTransaction(String statement) {
        return TransactionLimits.BUILD
                .apply(database)
                .then(run(statement))
                .as(transactional::transactional);
    }

    private Mono<Void> run(String sql) {
        return database.sql(sql).then();
    }
}
