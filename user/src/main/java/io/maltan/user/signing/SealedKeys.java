package io.maltan.user.signing;

import static io.maltan.user.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The signing keys in the database. */
@Repository
class SealedKeys {

    private static final String ALL =
            """
            select id, sealed, created_at from signing_key
            order by created_at desc, id desc
            """;
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtext('maltan.signing_key'))
            """;
    private static final String ADD_FIRST =
            """
            insert into signing_key (id, sealed, created_at)
            select :id, :sealed, :createdAt
            where not exists (select from signing_key)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transactional;

    SealedKeys(DatabaseClient database, TransactionalOperator transactional) {
        this.database = database;
        this.transactional = transactional;
    }

    /** All keys, the newest first. */
    Mono<List<SealedKey>> all() {
        return database.sql(ALL).map(SealedKeys::toKey).all().collectList();
    }

    /** Adds a key unless there is one already: of several replicas that try, one wins. */
    Mono<Void> addFirst(SealedKey key) {
        return database.sql(LOCK)
                .then()
                .then(
                        database.sql(ADD_FIRST)
                                .bind("id", key.id())
                                .bind("sealed", key.sealed())
                                .bind("createdAt", key.createdAt())
                                .then())
                .as(transactional::transactional);
    }

    private static SealedKey toKey(Readable row) {
        return new SealedKey(
                required(row, "id", String.class),
                required(row, "sealed", ByteBuffer.class),
                required(row, "created_at", Instant.class));
    }
}
