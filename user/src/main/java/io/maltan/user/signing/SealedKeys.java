package io.maltan.user.signing;

import static io.maltan.user.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The signing keys in the database. */
@Repository
class SealedKeys {

    private static final String ALL =
            """
            select id, sealed, created_at, signs_from from signing_key
            order by signs_from desc, id desc
            """;
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtext('maltan.signing_key'))
            """;
    private static final String ADD_FIRST =
            """
            insert into signing_key (id, sealed, created_at, signs_from)
            select :id, :sealed, :createdAt, :signsFrom
            where not exists (select from signing_key)
            """;
    private static final String ADD_AFTER =
            """
            insert into signing_key (id, sealed, created_at, signs_from)
            select :id, :sealed, :createdAt, :signsFrom
            where not exists (select from signing_key where signs_from > :newest)
            """;
    private static final String ADD_WITHIN =
            """
            insert into signing_key (id, sealed, created_at, signs_from)
            select :id, :sealed, :createdAt, :signsFrom
            where (select count(*) from signing_key) < :most
            """;
    private static final String ADD_IF_NONE_SIGNS =
            """
            insert into signing_key (id, sealed, created_at, signs_from)
            select :id, :sealed, :createdAt, :signsFrom
            where not exists (select from signing_key where signs_from <= :signsFrom)
            """;
    private static final String REMOVE_ONE =
            """
            delete from signing_key where id = :id
            """;
    private static final String REMOVE =
            """
            delete from signing_key where id = any (:ids)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transactional;

    SealedKeys(DatabaseClient database, TransactionalOperator transactional) {
        this.database = database;
        this.transactional = transactional;
    }

    /** All keys, the one that signs last first. */
    Mono<List<SealedKey>> all() {
        return database.sql(ALL).map(SealedKeys::toKey).all().collectList();
    }

    /** Adds a key unless there is one already: of several replicas that try, one wins. */
    Mono<Boolean> addFirst(SealedKey key) {
        return add(key, database.sql(ADD_FIRST));
    }

    /** Adds a key unless another replica has added one that signs after a time. */
    Mono<Boolean> addAfter(Instant newest, SealedKey key) {
        return add(key, database.sql(ADD_AFTER).bind("newest", newest));
    }

    /** Adds a key unless there are so many already. */
    Mono<Boolean> addWithin(int most, SealedKey key) {
        return add(key, database.sql(ADD_WITHIN).bind("most", most));
    }

    /** Removes a key; false without such a key. */
    Mono<Boolean> remove(String id) {
        return database.sql(REMOVE_ONE)
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed > 0);
    }

    /** Removes a key; where no other one signs then, a successor does. False without such a key. */
    Mono<Boolean> replace(String id, SealedKey successor) {
        return database.sql(LOCK)
                .then()
                .then(remove(id))
                .delayUntil(removed ->
                        removed ? insert(successor, database.sql(ADD_IF_NONE_SIGNS)) : Mono.empty())
                .as(transactional::transactional);
    }

    private Mono<Boolean> add(SealedKey key, GenericExecuteSpec insert) {
        return database.sql(LOCK)
                .then()
                .then(insert(key, insert))
                .map(added -> added > 0)
                .as(transactional::transactional);
    }

    private static Mono<Long> insert(SealedKey key, GenericExecuteSpec insert) {
        return insert.bind("id", key.id())
                .bind("sealed", key.sealed())
                .bind("createdAt", key.createdAt())
                .bind("signsFrom", key.signsFrom())
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> remove(List<String> ids) {
        return database.sql(REMOVE).bind("ids", ids.toArray(String[]::new)).then();
    }

    private static SealedKey toKey(Readable row) {
        return new SealedKey(
                required(row, "id", String.class),
                required(row, "sealed", ByteBuffer.class),
                required(row, "created_at", Instant.class),
                required(row, "signs_from", Instant.class));
    }
}
