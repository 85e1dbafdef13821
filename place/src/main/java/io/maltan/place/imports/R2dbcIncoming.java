package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceColumns;
import io.maltan.place.catalogue.PlaceRows;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Wrapped;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A file's records in a table of their own, {@code place_incoming}, which has the shape of the
 * places, and how they compare with these. All of it belongs to the caller's transaction, in which
 * {@link #begin} comes first.
 */
@Repository
class R2dbcIncoming {

    /** What a record says; in the order of {@link IncomingBatches}. */
    static final String COLUMNS = "id, source, " + PlaceColumns.NAMES;

    private static final String[] BEGIN = {
        "select place_anew_forget()",
        """
        create table place_incoming (
            like place including defaults including generated including constraints
                including storage)
        """,
        "create table place_skipped (source text not null)",
        """
        alter table place_incoming alter created_at set default now(),
                                   alter updated_at set default now()
        """,
    };

    private static final String END = "drop table place_incoming, place_skipped";

    /**
     * Rows that are frozen from the beginning need no vacuum, should the table become that of the
     * places.
     */
    private static final String COPY =
            "copy place_incoming (" + COLUMNS + ", deleted_at) from stdin with (freeze)";

    /** Rows that are gone before they were there are of records that were skipped. */
    private static final String SET_ASIDE =
            """
            with skipped as (
                delete from place_incoming where deleted_at is not null returning source)
            insert into place_skipped select source from skipped
            """;

    private static final String COUNT = "analyze place_incoming (id, source, content_hash)";

    private static final String COMPARE =
            """
            select count(*) filter (where place.id is null) as added,
                   count(*) filter (where place.deleted_at is not null) as removed,
                   min(place.source) filter (where place.deleted_at is not null) as example,
                   count(*) filter (where place.deleted_at is null
                       and place.content_hash = place_incoming.content_hash) as unchanged,
                   count(*) filter (where place.deleted_at is null
                       and place.content_hash <> place_incoming.content_hash) as changed,
                   count(*) filter (where place.deleted_at is null
                       and place.vanished_at is not null) as returned,
                   (select count(*) from place) as present
              from place_incoming left join place on place.source = place_incoming.source
            """;

    private static final String OTHERS =
            """
            select exists (
                select 1 from place
                where deleted_at is null
                  and (source is null or not starts_with(source, :dataset))) as others
            """;

    private static final int FRAME = 1 << 15;

    private final DatabaseClient database;

    R2dbcIncoming(DatabaseClient database) {
        this.database = database;
    }

    /**
     * How the records compare with the places.
     *
     * @param added how many are new
     * @param removed how many were removed here, and {@code example} one of these
     * @param returned how many are of places that had vanished, changed or not
     * @param present how many places there are
     */
    record Comparison(
            long added,
            long removed,
            @Nullable String example,
            long unchanged,
            long changed,
            long returned,
            long present) {}

    Mono<Void> begin() {
        return TransactionLimits.MERGE
                .apply(database)
                .thenMany(Flux.fromArray(BEGIN).concatMap(this::run))
                .then();
    }

    /** Forgets the records. */
    Mono<Void> end() {
        return run(END);
    }

    private Mono<Void> run(String sql) {
        return database.sql(sql).then();
    }

    /**
     * Takes in all records, in batches, as fast as the database does. Where the batches fail the
     * outcome fails as they do, and not as the database then does.
     */
    Mono<Void> copy(Flux<ByteBuffer> batches) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Flux<ByteBuf> frames = batches.doOnError(failure::set).concatMap(R2dbcIncoming::frames, 1);
        return database.inConnection(connection -> copy(connection, frames))
                .onErrorMap(error -> Optional.ofNullable(failure.get()).orElse(error))
                .then();
    }

    /** Each frame as a message of its own, since what is sent in one is put together before. */
    private static Mono<Long> copy(Connection connection, Flux<ByteBuf> frames) {
        return postgresql(connection).copyIn(COPY).fromMany(frames.map(Mono::just)).build();
    }

    private static Flux<ByteBuf> frames(ByteBuffer rows) {
        int length = rows.remaining();
        return Flux.range(0, (length + FRAME - 1) / FRAME)
                .map(i -> rows.slice(i * FRAME, Math.min(FRAME, length - i * FRAME)))
                .map(Unpooled::wrappedBuffer);
    }

    private static PostgresqlConnection postgresql(Connection connection) {
        Object inner = connection;
        while (!(inner instanceof PostgresqlConnection) && inner instanceof Wrapped<?> wrapper) {
            inner = wrapper.unwrap();
        }
        return (PostgresqlConnection) inner;
    }

    /** Compares all records with the places. */
    Mono<Comparison> compare() {
        return run(SET_ASIDE)
                .then(run(COUNT))
                .then(database.sql(COMPARE).map(R2dbcIncoming::toComparison).one());
    }

    private static Comparison toComparison(Readable row) {
        return new Comparison(
                PlaceRows.required(row, "added", Long.class),
                PlaceRows.required(row, "removed", Long.class),
                row.get("example", String.class),
                PlaceRows.required(row, "unchanged", Long.class),
                PlaceRows.required(row, "changed", Long.class),
                PlaceRows.required(row, "returned", Long.class),
                PlaceRows.required(row, "present", Long.class));
    }

    /** Whether there are places from elsewhere, of which some may be the same as incoming ones. */
    Mono<Boolean> hasOthers(String dataset) {
        return database.sql(OTHERS)
                .bind("dataset", dataset)
                .map(row -> PlaceRows.required(row, "others", Boolean.class))
                .one();
    }
}
