package io.maltan.platform.events;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The relay's side of the table {@code outbox}. */
final class OutboxRows {

    private static final String STATE =
            """
            select exists (select 1 from outbox where position is null) as unplaced,
                   exists (select 1 from outbox where position is not null and published_at is null) as unmarked,
                   coalesce((select max(position) from outbox where position is not null), 0) as last
            """;

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('maltan.outbox'))";

    /** Rows of transactions that commit late have no place yet, whatever their sequence is. */
    private static final String PLACE =
            """
            with unplaced as (
                select sequence, row_number() over (order by sequence) as number
                  from outbox where position is null order by sequence limit :batch),
            last as (
                select greatest(:top, coalesce(max(position), 0),
                                (extract(epoch from clock_timestamp()) * 1000)::bigint << 20) as position
                  from outbox where position is not null)
            update outbox set position = last.position + unplaced.number
              from unplaced, last
             where outbox.sequence = unplaced.sequence
            """;

    private static final String AFTER =
            """
            select position, event_id, type, subject, time, traceparent, data::text as data
              from outbox where position > :position order by position limit :batch
            """;

    private static final String MARK =
            "update outbox set published_at = now() where published_at is null and position <= :position";

    private static final String BEHIND_LAST =
            "select position from outbox where position is not null order by position desc offset :count limit 1";

    private static final String FIRST =
            "select position from outbox where position > :position order by position limit 1";

    private static final String BACKLOG =
            "select count(*) from (select 1 from outbox where published_at is null limit 100000) as waiting";

    private static final String FORGET =
            """
            delete from outbox where sequence in (
                select sequence from outbox
                 where published_at is not null and position <= :position order by position limit :batch)
            """;

    /**
     * How the table stands.
     *
     * @param unplaced whether rows have no position yet
     * @param unmarked whether rows with a position are not known to be published
     * @param last the highest position given
     */
    record State(boolean unplaced, boolean unmarked, Position last) {}

    private final DatabaseClient database;
    private final TransactionalOperator transactional;
    private final Duration timeLimit;

    OutboxRows(DatabaseClient database, TransactionalOperator transactional, Duration timeLimit) {
        this.database = database;
        this.transactional = transactional;
        this.timeLimit = timeLimit;
    }

    Mono<State> state() {
        return database.sql(STATE).map(OutboxRows::toState).one().timeout(timeLimit);
    }

    /** Gives committed rows their positions, after every position that there is. */
    Mono<Void> place(Position top, int batch) {
        return Uninterrupted.run(() -> lockAndPlace(top, batch)).timeout(timeLimit);
    }

    private Mono<Void> lockAndPlace(Position top, int batch) {
        Mono<Void> place = database.sql(PLACE).bind("top", top.value()).bind("batch", batch).then();
        return database.sql(LOCK).then().then(place).as(transactional::transactional);
    }

    Mono<List<OutboxRow>> after(Position position, int batch) {
        return database.sql(AFTER)
                .bind("position", position.value())
                .bind("batch", batch)
                .map(OutboxRows::toRow)
                .all()
                .collectList()
                .timeout(timeLimit);
    }

    /** Notes that everything up to a position is in the stream. */
    Mono<Long> mark(Position position) {
        return database.sql(MARK)
                .bind("position", position.value())
                .fetch()
                .rowsUpdated()
                .timeout(timeLimit);
    }

    /** The position that so many younger rows follow; empty where there are not so many. */
    Mono<Position> behindLast(int count) {
        return database.sql(BEHIND_LAST)
                .bind("count", count)
                .map(OutboxRows::toPosition)
                .one()
                .timeout(timeLimit);
    }

    /** The first row after a position; empty where there is none. */
    Mono<Position> firstAfter(Position position) {
        return database.sql(FIRST)
                .bind("position", position.value())
                .map(OutboxRows::toPosition)
                .one()
                .timeout(timeLimit);
    }

    Mono<Long> backlog() {
        return database.sql(BACKLOG).mapValue(Long.class).one().timeout(timeLimit);
    }

    /** Deletes published rows up to a position, in batches. */
    Mono<Void> forget(Position position, int batch) {
        return database.sql(FORGET)
                .bind("position", position.value())
                .bind("batch", batch)
                .fetch()
                .rowsUpdated()
                .timeout(timeLimit)
                .repeat()
                .takeUntil(deleted -> deleted < batch)
                .then();
    }

    private static State toState(Readable row) {
        return new State(
                get(row, "unplaced", Boolean.class),
                get(row, "unmarked", Boolean.class),
                new Position(get(row, "last", Long.class)));
    }

    private static Position toPosition(Readable row) {
        return new Position(get(row, "position", Long.class));
    }

    private static OutboxRow toRow(Readable row) {
        return new OutboxRow(
                toPosition(row),
                get(row, "event_id", UUID.class),
                get(row, "type", String.class),
                get(row, "subject", String.class),
                get(row, "time", Instant.class),
                row.get("traceparent", String.class),
                get(row, "data", String.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("The column " + column + " is null");
        }
        return value;
    }
}
