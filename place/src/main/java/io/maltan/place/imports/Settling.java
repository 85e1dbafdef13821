package io.maltan.place.imports;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes what was imported quick to find. */
@Component
class Settling {

    private static final String TIME_LIMIT = "select current_setting('statement_timeout')";
    private static final String SET_TIME_LIMIT = "set statement_timeout = '%s'";

    private static final String SORT_IN =
            """
            select gin_clean_pending_list(indexrelid)
              from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam
             where indrelid = 'place'::regclass and amname = 'gin'
            """;

    /** After a new table has been put in the place of the old one. */
    private static final String CHECK_REFERENCES = "select place_anew_check()";

    /**
     * Whether many pages are not known to be the same for everybody, so that clusters look at them.
     */
    private static final String IS_UNSETTLED =
            """
            select relallvisible < 0.9 * pg_relation_size(oid) / current_setting('block_size')::integer
              from pg_class where oid = 'place'::regclass
            """;

    private static final String COUNT_ANEW = "vacuum (analyze) place";

    private final ConnectionFactory connections;

    Settling(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Sorts new texts into their indexes and, where much is new, counts the table anew. This may
     * take longer than a statement of a request, and no transaction may be around it.
     */
    Mono<Void> settle() {
        return Mono.usingWhen(connections.create(), Settling::settle, Connection::close);
    }

    private static Mono<Void> settle(Connection connection) {
        return ask(connection, TIME_LIMIT, String.class)
                .flatMap(limit ->
                        run(connection, SET_TIME_LIMIT.formatted("0"))
                                .then(run(connection, SORT_IN))
                                .then(run(connection, CHECK_REFERENCES))
                                .then(ask(connection, IS_UNSETTLED, Boolean.class))
                                .flatMap(much -> much ? run(connection, COUNT_ANEW) : Mono.empty())
                                .onErrorResume(error ->
                                        run(connection, SET_TIME_LIMIT.formatted(limit))
                                                .then(Mono.error(error)))
                                .then(run(connection, SET_TIME_LIMIT.formatted(limit))));
    }

    private static <T> Mono<T> ask(Connection connection, String sql, Class<T> type) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> Objects.requireNonNull(row.get(0, type))))
                .single();
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
