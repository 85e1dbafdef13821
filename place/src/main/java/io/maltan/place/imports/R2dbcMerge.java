package io.maltan.place.imports;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceColumns;
import io.maltan.place.catalogue.PlaceRows;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes places of incoming records, within the caller's transaction. What is written row by row can
 * be told as events of its own by the same statement; the relay finds these when it looks next.
 * Places that people have changed are another matter: {@link EditedPlaces}.
 */
@Repository
class R2dbcMerge {

    private static final String SET =
            "update place set "
                    + PlaceColumns.from("incoming")
                    + """
                      , vanished_at = null, version = place.version + 1, updated_at = now()
                      from place_incoming as incoming
                           join place as was on was.source = incoming.source
                     where place.id = was.id and place.deleted_at is null
                       and place.content_hash <> incoming.content_hash
                    """;

    private static final String INSERT =
            "insert into place (same_as, version, created_at, updated_at, "
                    + R2dbcIncoming.COLUMNS
                    + ") select same_as, 1, now(), now(), "
                    + R2dbcIncoming.COLUMNS
                    + """
                      from place_incoming as incoming
                     where not exists (select 1 from place where place.source = incoming.source)
                    """;

    private static final String GIVEN =
            "with given as (select :regions::jsonb as regions), written as (";

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

    private static final String TELL =
            " insert into outbox (event_id, type, subject, data) select gen_random_uuid(), ";

    private static final String SET_AND_TELL =
            GIVEN
                    + SET
                    + " returning place.*, was.lat as was_lat, was.lon as was_lon)"
                    + TELL
                    + " 'place.updated', written.id::text, "
                    + FACT
                    + """
                      , 'previous', case when (written.lat, written.lon) <> (was_lat, was_lon)
                          then json_build_object('lat', was_lat, 'lon', was_lon) end)
                    from written cross join given
                    """;

    private static final String INSERT_AND_TELL =
            GIVEN
                    + INSERT
                    + " returning *)"
                    + TELL
                    + " 'place.created', written.id::text, "
                    + FACT
                    + ") from written cross join given";

    /** Others that have changed lose the mark when they are written. */
    private static final String RETURNED =
            """
            update place set vanished_at = null, version = place.version + 1
              from place_incoming as incoming
             where place.source = incoming.source and place.vanished_at is not null
               and place.deleted_at is null
               and (place.content_hash = incoming.content_hash or place.held is not null)
            returning place.id
            """;

    private static final String HAS_VANISHED =
            """
            starts_with(place.source, :dataset) and deleted_at is null and vanished_at is null
            and not exists (
                select 1 from place_incoming where place_incoming.source = place.source)
            and not exists (
                select 1 from place_skipped where place_skipped.source = place.source)
            """;

    private static final String COUNT_VANISHED =
            "select count(*) as vanished from place where " + HAS_VANISHED;

    private static final String MARK_VANISHED =
            "update place set vanished_at = now(), version = version + 1 where "
                    + HAS_VANISHED
                    + " returning id";

    private static final String LOCK =
            """
            select count(*) filter (where incoming is null) as vanishing,
                   count(*) filter (where edited and differs) as edited
              from (
                select incoming.source as incoming, place.held is not null as edited,
                       place.content_hash <> incoming.content_hash as differs
                  from place left join place_incoming as incoming on incoming.source = place.source
                 where place.deleted_at is null
                   and case when incoming.source is null
                            then :full and place.vanished_at is null
                                 and starts_with(place.source, :dataset)
                                 and not exists (
                                     select 1 from place_skipped
                                      where place_skipped.source = place.source)
                            else place.vanished_at is not null
                                 or place.content_hash <> incoming.content_hash end
                 order by place.id
                   for no key update of place) as locked
            """;

    private static final String EDITED =
            """
            select place.id
              from place join place_incoming as incoming on incoming.source = place.source
             where place.held is not null and place.deleted_at is null
               and place.content_hash <> incoming.content_hash
             order by place.id
            """;

    private static final String SAID =
            "select "
                    + PlaceRows.COLUMNS
                    + """
                      from place_incoming as place
                     where place.source in (
                        select known.source from place as known where known.id = any(:ids))
                    """;

    private static final String REGIONS =
            "select distinct region_code from place_incoming where region_code is not null";

    private final DatabaseClient database;
    private final PlaceRows rows;

    R2dbcMerge(DatabaseClient database, PlaceRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * What has been locked.
     *
     * @param vanishing how many places their dataset no longer has
     * @param edited how many places people have changed, of which the file says something new
     */
    record Locked(long vanishing, long edited) {

        static final Locked NOTHING = new Locked(0, 0);
    }

    /**
     * Locks the places that are about to be changed, in the order of their ids: who changes several
     * places in this order cannot wait for an import that waits for them.
     *
     * @param full whether those that a dataset no longer has are among them
     */
    Mono<Locked> lock(String dataset, boolean full) {
        return database.sql(LOCK)
                .bind("dataset", dataset)
                .bind("full", full)
                .map(row ->
                        new Locked(
                                PlaceRows.required(row, "vanishing", Long.class),
                                PlaceRows.required(row, "edited", Long.class)))
                .one();
    }

    /** Places that people have changed, of which the file says something new. */
    Flux<UUID> edited() {
        return ids(database.sql(EDITED));
    }

    /** Places as the file alone would have them. */
    Flux<Place> said(Collection<UUID> ids) {
        return database.sql(SAID).bind("ids", ids.toArray(UUID[]::new)).map(rows::toPlace).all();
    }

    /** The codes of the regions that incoming records lie in. */
    Flux<String> regions() {
        return database.sql(REGIONS)
                .map(row -> PlaceRows.required(row, "region_code", String.class))
                .all();
    }

    /** Writes what has changed. */
    Mono<Void> update() {
        return run(SET);
    }

    /**
     * The same, with an event for each.
     *
     * @param regions as events tell of them: a JSON object by code
     */
    Mono<Void> updateAndTell(String regions) {
        return told(SET_AND_TELL, regions);
    }

    /** Writes what is new. */
    Mono<Void> insert() {
        return run(INSERT);
    }

    /** The same, with an event for each. */
    Mono<Void> insertAndTell(String regions) {
        return told(INSERT_AND_TELL, regions);
    }

    /** Takes the mark from places that their source has again; emits these. */
    Flux<UUID> unmarkReturned() {
        return ids(database.sql(RETURNED));
    }

    /** How many places a dataset no longer has. */
    Mono<Long> countVanished(String dataset) {
        return database.sql(COUNT_VANISHED)
                .bind("dataset", dataset)
                .map(row -> PlaceRows.required(row, "vanished", Long.class))
                .one();
    }

    /** Marks the places that a dataset no longer has; emits these. */
    Flux<UUID> markVanished(String dataset) {
        return ids(database.sql(MARK_VANISHED).bind("dataset", dataset));
    }

    private static Flux<UUID> ids(DatabaseClient.GenericExecuteSpec sql) {
        return sql.map(row -> PlaceRows.required(row, "id", UUID.class)).all();
    }

    private Mono<Void> run(String sql) {
        return database.sql(sql).then();
    }

    private Mono<Void> told(String sql, String regions) {
        return database.sql(sql).bind("regions", regions).then();
    }
}
