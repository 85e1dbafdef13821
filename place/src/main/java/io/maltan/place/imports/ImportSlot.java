package io.maltan.place.imports;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets one import run at a time, among all replicas.
 *
 * <p>Who runs one holds an advisory lock on a connection of its own. PostgreSQL frees it when that
 * replica dies, and so whoever gets the lock knows that no other import is alive.
 */
@Component
class ImportSlot {

    private static final long KEY = 0x6d616c74616e0001L;
    private static final String TAKE = "select pg_try_advisory_lock(" + KEY + ")";
    private static final String RELEASE = "select pg_advisory_unlock(" + KEY + ")";

    private static final String IS_HELD =
            """
            select exists (
                select 1 from pg_locks
                where locktype = 'advisory' and granted and objsubid = 1
                  and database = (select oid from pg_database where datname = current_database())
                  and classid = %d and objid = %d)
            """
                    .formatted(KEY >>> 32, KEY & 0xffff_ffffL);

    private static final int TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final ConnectionFactory connections;

    ImportSlot(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The right to run an import, until it is released. */
    static final class Held {

        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        Mono<Void> release() {
            return query(connection, RELEASE)
                    .onErrorReturn(false)
                    .then(Mono.from(connection.close()));
        }
    }

    /** Whether anybody runs an import; whoever died with its replica holds nothing. */
    Mono<Boolean> isHeld() {
        return Mono.usingWhen(
                connections.create(), connection -> query(connection, IS_HELD), Connection::close);
    }

    /** Takes the slot; empty where an import runs and is not about to end. */
    Mono<Held> take() {
        return take(TRIES);
    }

    private Mono<Held> take(int tries) {
        Mono<Held> once =
                Mono.usingWhen(
                        Mono.from(connections.create()).map(Attempt::new),
                        Attempt::lock,
                        Attempt::end,
                        (attempt, error) -> attempt.abandon(),
                        Attempt::abandon);
        return tries == 1
                ? once
                : once.switchIfEmpty(Mono.delay(BETWEEN_TRIES).flatMap(waited -> take(tries - 1)));
    }

    /**
     * A connection that may get the lock. Whoever asked may leave before the answer is here: then
     * it is given back, and the lock with it if it has got it.
     */
    private static final class Attempt {

        private final Held held;
        private volatile boolean taken;

        Attempt(Connection connection) {
            this.held = new Held(connection);
        }

        Mono<Held> lock() {
            return query(held.connection, TAKE).flatMap(this::toHeld);
        }

        private Mono<Held> toHeld(boolean answer) {
            taken = answer;
            return taken ? Mono.just(held) : Mono.empty();
        }

        Mono<Void> end() {
            return taken ? Mono.empty() : Mono.from(held.connection.close());
        }

        Mono<Void> abandon() {
            return held.release();
        }
    }

    private static Mono<Boolean> query(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(
                        result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .single();
    }
}
