package io.maltan.community.trust;

import static io.maltan.community.sql.Columns.required;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What people wrote lately. */
@Repository
class R2dbcWritings {

    /** Whatever one person writes, also on other replicas, follows one another. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended(:author, 22))";

    /** Notes it where it is no repetition and there is room. */
    private static final String NOTE_WITHIN =
            """
            with recent as (
                select count(*) filter (where kind = :kind and at > clock_timestamp() - make_interval(secs => :window))::int
                           as written,
                       coalesce(bool_or(fingerprint = :fingerprint and kind = :kind
                           and at > clock_timestamp() - make_interval(secs => :repetition)), false) as repeated
                  from writing where author_id = :author and at > clock_timestamp() - make_interval(secs => :longest)
            ), noted as (
                insert into writing (author_id, kind, fingerprint)
                select :author, :kind, :fingerprint from recent where not repeated and written < :limit
            )
            select written, repeated from recent
            """;

    /** Once the oldest of the last so many is out of the window, there is room for one more. */
    private static final String FREE_AT =
            """
            select at + make_interval(secs => :window) as free_at from writing
             where author_id = :author and kind = :kind order by at desc offset :before limit 1
            """;

    private static final String NOTE =
            "insert into writing (author_id, kind, fingerprint) values (:author, :kind, :fingerprint)";
    private static final String FORGET_OLD =
            """
            delete from writing where ctid in (
                select ctid from writing where at < clock_timestamp() - make_interval(secs => :age) limit 5000)
            """;
    private static final String FORGET = "delete from writing where author_id = :author";

    private final DatabaseClient database;

    R2dbcWritings(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> lock(UUID author) {
        return database.sql(LOCK).bind("author", author.toString()).then();
    }

    /** Notes it unless it is a repetition or the limit is reached, and answers what was before. */
    Mono<Recent> noteWithin(int limit, Writing writing, long fingerprint, LimitSettings settings) {
        Duration window = settings.window();
        boolean repeatable = writing.kind() == Writing.Kind.EDIT;
        Duration repetition = repeatable ? Duration.ZERO : settings.repetition();
        return database.sql(NOTE_WITHIN)
                .bind("author", writing.authorId())
                .bind("kind", writing.kind().code())
                .bind("fingerprint", fingerprint)
                .bind("window", seconds(window))
                .bind("repetition", seconds(repetition))
                .bind("limit", limit)
                .bind("longest", Math.max(seconds(window), seconds(repetition)))
                .map(row ->
                        new Recent(
                                required(row, "written", Integer.class),
                                required(row, "repeated", Boolean.class)))
                .one();
    }

    /** When somebody who has reached the limit may write again. */
    Mono<Instant> freeAt(Writing writing, int limit, Duration window) {
        return database.sql(FREE_AT)
                .bind("author", writing.authorId())
                .bind("kind", writing.kind().code())
                .bind("window", seconds(window))
                .bind("before", Math.max(limit - 1, 0))
                .mapValue(Instant.class)
                .one();
    }

    Mono<Void> note(Writing writing, long fingerprint) {
        return database.sql(NOTE)
                .bind("author", writing.authorId())
                .bind("kind", writing.kind().code())
                .bind("fingerprint", fingerprint)
                .then();
    }

    /** Answers how many rows went. */
    Mono<Long> forgetOlderThan(Duration age) {
        return database.sql(FORGET_OLD).bind("age", seconds(age)).fetch().rowsUpdated();
    }

    Mono<Void> forget(UUID author) {
        return database.sql(FORGET).bind("author", author).then();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What counts against a limit, and whether the same was written before. */
    record Recent(int written, boolean repeated) {}
}
