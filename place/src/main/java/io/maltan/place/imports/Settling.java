package io.maltan.place.imports;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes what was imported quick to find. */
@Component
class Settling {

    private static final String TIME_LIMIT = "select current_setting('statement_timeout')";
    private static final String SET_TIME_LIMIT = "set statement_timeout = '%s'";

    private static final String SORT_IN = "select gin_clean_pending_list('place_search_text')";

    /**
     * Also tells which pages are the same for everybody, so that clusters need not look at them.
     */
    private static final String COUNT_ANEW = "vacuum (analyze) place";

    private final ConnectionFactory connections;

    Settling(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Sorts new texts into their index and, where much was imported, counts the table anew. This
     * may take longer than a statement of a request, and no transaction may be around it.
     */
    Mono<Void> settle(boolean much) {
        return Mono.usingWhen(
                connections.create(), connection -> settle(connection, much), Connection::close);
    }

    private static Mono<Void> settle(Connection connection, boolean much) {
        return Flux.from(connection.createStatement(TIME_LIMIT).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class))))
                .single()
                .flatMap(limit ->
                        run(connection, SET_TIME_LIMIT.formatted("0"))
                                .then(run(connection, SORT_IN))
                                .then(much ? run(connection, COUNT_ANEW) : Mono.empty())
                                .onErrorResume(error ->
                                        run(connection, SET_TIME_LIMIT.formatted(limit))
                                                .then(Mono.error(error)))
                                .then(run(connection, SET_TIME_LIMIT.formatted(limit))));
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
