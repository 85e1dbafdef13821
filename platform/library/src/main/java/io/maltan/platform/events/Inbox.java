package io.maltan.platform.events;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Which events this service has handled. */
final class Inbox {

    private static final String NOTE =
            "insert into inbox (event_id) values (:id) on conflict do nothing";

    private static final String HANDLED =
            "select event_id from inbox where event_id = any(:ids::uuid[])";

    private static final String SNAPSHOT =
            """
            insert into inbox_snapshot (stream, position) values (:stream, :position)
            on conflict (stream) do update
               set position = greatest(inbox_snapshot.position, excluded.position)
            """;

    private static final String SNAPSHOT_POSITION =
            "select position from inbox_snapshot where stream = :stream";

    private static final String FORGET =
            """
            delete from inbox where event_id in (
                select event_id from inbox
                 where handled_at < now() - make_interval(secs => :seconds) limit :batch)
            """;

    private static final String PROBE = "select 1";

    private final DatabaseClient database;
    private final Duration timeLimit;

    Inbox(DatabaseClient database, Duration timeLimit) {
        this.database = database;
        this.timeLimit = timeLimit;
    }

    /**
     * Notes an event in the caller's transaction; false where it was noted before. While another
     * transaction handles it this waits, and fails as if the database were away when that takes too
     * long: it may be one whose connection is lost, which PostgreSQL ends in its time.
     */
    Mono<Boolean> note(UUID event) {
        return database.sql(NOTE)
                .bind("id", event)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1)
                .onErrorMap(
                        QueryTimeoutException.class,
                        error ->
                                new TransientDataAccessResourceException(
                                        "Another transaction handles the event", error));
    }

    /** Those of some events that are handled already. */
    Mono<Set<UUID>> handled(Collection<UUID> events) {
        return database.sql(HANDLED)
                .bind("ids", events.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet())
                .timeout(timeLimit);
    }

    /** Takes everything of a stream up to a position as handled. */
    Mono<Void> noteSnapshot(String stream, Position position) {
        return database.sql(SNAPSHOT)
                .bind("stream", stream)
                .bind("position", position.value())
                .then()
                .timeout(timeLimit);
    }

    /** What {@link #noteSnapshot} noted; the start where it has not. */
    Mono<Position> snapshot(String stream) {
        return database.sql(SNAPSHOT_POSITION)
                .bind("stream", stream)
                .mapValue(Long.class)
                .one()
                .map(Position::new)
                .defaultIfEmpty(Position.START)
                .timeout(timeLimit);
    }

    /** Fails while the database is away. */
    Mono<Void> requireDatabase() {
        return database.sql(PROBE).then().timeout(timeLimit);
    }

    /** Deletes what was handled so long ago, in batches. */
    Mono<Void> forget(Duration age, int batch) {
        return database.sql(FORGET)
                .bind("seconds", (double) age.toSeconds())
                .bind("batch", batch)
                .fetch()
                .rowsUpdated()
                .timeout(timeLimit)
                .repeat()
                .takeUntil(deleted -> deleted < batch)
                .then();
    }
}
