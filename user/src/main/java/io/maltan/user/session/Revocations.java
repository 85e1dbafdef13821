package io.maltan.user.session;

import static io.maltan.user.sql.Columns.required;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** What ended before its access tokens did, in the form in which the gateway hears of it. */
@Repository
class Revocations {

    /** How much longer than its end a token may be believed by a clock that is slow. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    /**
     * Eight bytes, then the names in ascending order, a thousand to a row. What has no room are
     * those whose tokens end first, and the eight bytes say by which second all of them have.
     */
    private static final String LIST =
            """
            with revoked as materialized (
                select sid, access_expires_at as ends from session
                where revoked_at is not null and access_expires_at > :since
                union all
                select sid, expires_at from retired_sid
                where expires_at > :since
            ), listed as (
                select sid from revoked order by ends desc limit :most
            ), unlisted as (
                select floor(extract(epoch from ends))::bigint as until
                from revoked order by ends desc offset :most limit 1
            ), numbered as (
                select sid, 1 + (row_number() over (order by sid) - 1) / 1000 as part from listed
            )
            select 0 as part, int8send(coalesce((select until from unlisted), 0)) as bytes
            union all
            select part, string_agg(uuid_send(sid), '' order by sid) from numbered group by part
            order by part
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Revocations(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The names of sessions and API keys whose tokens count no more although they have not ended:
     * eight bytes with the second until which tokens of those live that are not listed (0 where all
     * are), then the sixteen bytes of each name, in ascending order.
     *
     * @param most how many are listed
     */
    Flux<byte[]> list(int most) {
        return database.sql(LIST)
                .bind("since", clock.instant().minus(CLOCK_SKEW))
                .bind("most", most)
                .map(row -> required(row, "bytes", byte[].class))
                .all();
    }
}
