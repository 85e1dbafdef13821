package io.maltan.place.imports;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * What the transactions of an import may take. Each begins with its own: a connection has the
 * limits of requests, two seconds a statement, and a statement for all places takes longer.
 */
enum TransactionLimits {

    /** Copies and compares the records and, unless a new table is made, writes the places. */
    MERGE(
            Limits.LONG_STATEMENTS,
            // The file is read between the statements.
            "set local idle_in_transaction_session_timeout = 0",
            Limits.ROOM_TO_COMPARE,
            "set local maintenance_work_mem = '128MB'",
            Limits.RARE_SORTING_IN),

    /** One of those that build the new table, of which several run at once. */
    BUILD(
            Limits.LONG_STATEMENTS,
            "set local maintenance_work_mem = '128MB'",
            // Both cores are busy as it is.
            "set local max_parallel_maintenance_workers = 0"),

    /** Writes what else the file changes and puts the new table in the place of the old one. */
    EXCHANGE(Limits.LONG_STATEMENTS, Limits.ROOM_TO_COMPARE, Limits.RARE_SORTING_IN);

    private final String statements;

    TransactionLimits(String... statements) {
        this.statements = String.join(";", statements);
    }

    /** Sets the limits for the rest of the caller's transaction. */
    Mono<Void> apply(DatabaseClient database) {
        return database.sql(statements).then();
    }

    /** What several have in common. */
    private static final class Limits {

        static final String LONG_STATEMENTS = "set local statement_timeout = '2h'";

        /** For a million records and as many places at once. */
        static final String ROOM_TO_COMPARE = "set local work_mem = '48MB'";

        /** Of new texts into their index. */
        static final String RARE_SORTING_IN = "set local gin_pending_list_limit = '32MB'";
    }
}
