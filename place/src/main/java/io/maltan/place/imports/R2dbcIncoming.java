package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceRows;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Wrapped;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A file's records in a temporary table, and what is done with all of them at once. All of it
 * belongs to the caller's transaction, in which {@link #begin} comes first.
 *
 * <p>Events are noted by the same statements that write the places, and go into the outbox at the
 * end; the relay finds them there when it looks next.
 */
@Repository
class R2dbcIncoming {

    private static final String COLUMNS =
            """
            id, source, name, names, aliases, category, lat, lon, address, phone, website,
            opening_hours, time_zone, region_code, status, name_keys, search_text, content_hash,
            open_week
            """;

    private static final String[] BEGIN = {
        // Statements for thousands of places take longer than those of requests, and so does
        // reading between them.
        "set local statement_timeout = '10min'",
        "set local idle_in_transaction_session_timeout = 0",
        // The text index is sorted in less often.
        "set local gin_pending_list_limit = '32MB'",
        // A batch is small beside the places: each of its rows is looked up.
        "set local enable_hashjoin = off",
        "set local enable_mergejoin = off",
        "create temporary table incoming on commit drop as select "
                + COLUMNS
                + ", same_as from place with no data",
        "create temporary table incoming_event (number bigint generated always as identity,"
                + " type text not null, subject text not null, data json not null) on commit drop",
        "create temporary table incoming_seen (source text not null) on commit drop",
    };

    private static final String EMPTY = "truncate incoming";
    private static final String COPY = "copy incoming (" + COLUMNS + ") from stdin";
    private static final String COUNT = "analyze incoming";

    private static final String OTHERS =
            """
            select exists (
                select 1 from place
                where deleted_at is null
                  and (source is null or not starts_with(source, :dataset))) as others
            """;

    private static final String MATCH =
            """
            select count(*) filter (where place.deleted_at is not null) as removed,
                   min(place.source) filter (where place.deleted_at is not null) as example,
                   count(*) filter (where place.deleted_at is null
                       and place.content_hash = incoming.content_hash) as unchanged
              from incoming join place on place.source = incoming.source
            """;

    /**
     * The same or a like name, nearby, from elsewhere; the more alike and the nearer the better.
     */
    private static final String LINK =
            """
            update incoming set same_as = alike.id
              from incoming as fresh cross join lateral (
                    select other.id
                      from place as other,
                           cube(array[
                               6371008.8 * cos(radians(fresh.lat)) * cos(radians(fresh.lon)),
                               6371008.8 * cos(radians(fresh.lat)) * sin(radians(fresh.lon)),
                               6371008.8 * sin(radians(fresh.lat))]) as spot
                     where other.position <@ cube_enlarge(spot, 150, 3)
                       and other.position <-> spot <= 150
                       and other.deleted_at is null and other.status <> 'closed'
                       and other.same_as is null
                       and (other.source is null or not starts_with(other.source, :dataset))
                       and (string_to_array(trim(other.name_keys), ' ')
                                && string_to_array(trim(fresh.name_keys), ' ')
                            or similarity(other.name_keys, fresh.name_keys) >=
                               case when split_part(other.category, '.', 1)
                                       = split_part(fresh.category, '.', 1) then 0.55 else 0.8 end)
                     order by similarity(other.name_keys, fresh.name_keys) desc,
                              other.position <-> spot, other.id
                     limit 1) as alike
             where incoming.source = fresh.source
               and not exists (select 1 from place where place.source = fresh.source)
            """;

    private static final String FACT =
            """
            json_build_object(
                'id', written.id, 'name', written.name, 'names', written.names,
                'category', written.category, 'lat', written.lat, 'lon', written.lon,
                'region', given.regions -> written.region_code, 'status', written.status,
                'openingHours', written.opening_hours, 'timeZone', written.time_zone,
                'rating', json_build_object(
                    'average', written.rating_average, 'count', written.rating_count),
                'createdAt', to_char(
                    written.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'version', written.version
            """;

    private static final String UPDATE =
            """
            with given as (select :regions::jsonb as regions),
            written as (
                update place set
                    name = incoming.name, names = incoming.names, aliases = incoming.aliases,
                    category = incoming.category, lat = incoming.lat, lon = incoming.lon,
                    address = incoming.address, phone = incoming.phone,
                    website = incoming.website, opening_hours = incoming.opening_hours,
                    time_zone = incoming.time_zone, region_code = incoming.region_code,
                    status = incoming.status, name_keys = incoming.name_keys,
                    search_text = incoming.search_text, content_hash = incoming.content_hash,
                    open_week = incoming.open_week,
                    vanished_at = null, version = place.version + 1, updated_at = now()
                  from incoming join place as was on was.source = incoming.source
                 where place.id = was.id and place.deleted_at is null
                   and place.content_hash <> incoming.content_hash
                returning place.*, was.lat as was_lat, was.lon as was_lon)
            insert into incoming_event (type, subject, data)
            select 'place.updated', written.id::text,
            """
                    + FACT
                    + """
                      , 'previous', case when (written.lat, written.lon) <> (was_lat, was_lon)
                          then json_build_object('lat', was_lat, 'lon', was_lon) end)
                    from written cross join given
                    """;

    private static final String INSERT =
            """
            with given as (select :regions::jsonb as regions),
            written as (
                insert into place (same_as, version, created_at, updated_at,
            """
                    + COLUMNS
                    + ") select same_as, 1, now(), now(), "
                    + COLUMNS
                    + """
                      from incoming
                     where not exists (select 1 from place where place.source = incoming.source)
                    returning *)
                    insert into incoming_event (type, subject, data)
                    select 'place.created', written.id::text,
                    """
                    + FACT
                    + ") from written cross join given";

    /**
     * All at once and last: while they are not committed, whoever looks for events passes by them.
     */
    private static final String TELL =
            """
            insert into outbox (event_id, type, subject, data)
            select gen_random_uuid(), type, subject, data from incoming_event order by number
            """;

    private static final String COUNT_LINKED =
            """
            select count(*) as linked from incoming join place using (source)
             where incoming.same_as is not null and place.same_as = incoming.same_as
               and place.id = incoming.id
            """;

    private static final String RETURNED =
            """
            update place set vanished_at = null, version = version + 1
              from incoming
             where place.source = incoming.source and place.vanished_at is not null
               and place.deleted_at is null
            """;

    private static final String REMEMBER = "insert into incoming_seen select source from incoming";

    private static final String[] BEFORE_VANISH = {
        "set local enable_hashjoin = on", "analyze incoming_seen"
    };

    private static final String VANISH =
            """
            update place set vanished_at = now(), version = version + 1
             where starts_with(source, :dataset) and deleted_at is null and vanished_at is null
               and not exists (select 1 from incoming_seen where incoming_seen.source = place.source)
            """;

    private static final int FRAME = 1 << 16;

    private final DatabaseClient database;

    R2dbcIncoming(DatabaseClient database) {
        this.database = database;
    }

    /** What is known of the rows before any is written. */
    record Match(long removed, @Nullable String example, long unchanged) {}

    Mono<Void> begin() {
        return run(BEGIN);
    }

    private Mono<Void> run(String... statements) {
        return Flux.fromArray(statements).concatMap(sql -> database.sql(sql).then()).then();
    }

    /** Whether there are places from elsewhere, of which some may be the same as incoming ones. */
    Mono<Boolean> hasOthers(String dataset) {
        return database.sql(OTHERS)
                .bind("dataset", dataset)
                .map(row -> PlaceRows.required(row, "others", Boolean.class))
                .one();
    }

    /** Puts a batch in the place of the one before. */
    Mono<Void> copy(ByteBuffer rows) {
        return run(EMPTY)
                .then(
                        database.inConnection(
                                connection -> postgresql(connection).copyIn(COPY, frames(rows))))
                .then();
    }

    /** Lets the planner know what batches are like; once is enough. */
    Mono<Void> count() {
        return run(COUNT);
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

    Mono<Match> match() {
        return database.sql(MATCH).map(R2dbcIncoming::toMatch).one();
    }

    private static Match toMatch(Readable row) {
        return new Match(
                PlaceRows.required(row, "removed", Long.class),
                row.get("example", String.class),
                PlaceRows.required(row, "unchanged", Long.class));
    }

    /** Finds for new rows what from elsewhere seems to be the same place. */
    Mono<Void> link(String dataset) {
        return database.sql(LINK).bind("dataset", dataset).then();
    }

    /** Writes what has changed; emits how many places these are. */
    Mono<Long> update(String regions) {
        return written(UPDATE, regions);
    }

    /** Writes what is new; emits how many places these are. */
    Mono<Long> insert(String regions) {
        return written(INSERT, regions);
    }

    private Mono<Long> written(String sql, String regions) {
        return database.sql(sql).bind("regions", regions).fetch().rowsUpdated();
    }

    Mono<Long> countLinked() {
        return database.sql(COUNT_LINKED)
                .map(row -> PlaceRows.required(row, "linked", Long.class))
                .one();
    }

    /** Takes the mark from places that their source has again. */
    Mono<Void> unmarkReturned() {
        return run(RETURNED);
    }

    /** Puts the events into the outbox. */
    Mono<Void> tell() {
        return run(TELL);
    }

    /** Notes which places the file has. */
    Mono<Void> remember() {
        return run(REMEMBER);
    }

    /** Marks the places that a dataset no longer has; emits how many these are. */
    Mono<Long> markVanished(String dataset) {
        return run(BEFORE_VANISH)
                .then(database.sql(VANISH).bind("dataset", dataset).fetch().rowsUpdated());
    }
}
