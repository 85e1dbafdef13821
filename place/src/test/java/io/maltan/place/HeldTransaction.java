package io.maltan.place;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Somebody else's transaction, which keeps its locks until the test ends it. */
public final class HeldTransaction implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Connection connection;
    private final DatabaseClient database;

    private HeldTransaction(Connection connection, DatabaseClient database) {
        this.connection = connection;
        this.database = database;
    }

    public static HeldTransaction begin(DatabaseClient database) {
        ConnectionFactory factory = database.getConnectionFactory();
        Connection connection = Objects.requireNonNull(Mono.from(factory.create()).block(LIMIT));
        Mono.from(connection.beginTransaction()).block(LIMIT);
        return new HeldTransaction(connection, database);
    }

    /** Runs a statement; its only parameter, if it has one, is an id. */
    public void run(String sql, UUID... ids) {
        io.r2dbc.spi.Statement statement = connection.createStatement(sql);
        for (int i = 0; i < ids.length; i++) {
            statement.bind(i, ids[i]);
        }
        Flux.from(statement.execute()).flatMap(Result::getRowsUpdated).blockLast(LIMIT);
    }

    /** Waits until a statement that contains a text waits for a lock. */
    public void awaitWaiting(String text) {
        Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(look -> countWaiting(text), 1)
                .filter(waiting -> waiting > 0)
                .blockFirst(LIMIT);
    }

    private Mono<Long> countWaiting(String text) {
        return database.sql(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                            and query like '%' || :text || '%'
                        """)
                .bind("text", text)
                .mapValue(Long.class)
                .one();
    }

    public void commit() {
        Mono.from(connection.commitTransaction()).block(LIMIT);
    }

    @Override
    public void close() {
        Mono.from(connection.close()).block(LIMIT);
    }
}
