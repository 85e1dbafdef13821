package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceRows;
import io.maltan.place.geography.BoundingBox;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts of places by the cells of a grid, kept in the table {@code place_grid}. */
@Repository
class R2dbcGrid {

    /** Cells of clusters must be twice as high, or the grid would be seen. */
    static final double FINEST_CLUSTERS_DEGREES = 0.08;

    private static final double CELLS_A_DEGREE = 25;

    private static final String INSIDE =
            """
            from place_grid
            where category = any(:categories) and cell_row between :south and :north
                and (cell_col between :west and :east or cell_col between :west2 and :east2)
            """;

    private static final String COUNT = "select coalesce(sum(count), 0)::bigint " + INSIDE;

    private static final String CLUSTERS =
            """
            select sum(lat_sum) / sum(count) as lat, sum(lon_sum) / sum(count) as lon,
                sum(count)::bigint as count
            %s
            group by floor(lat_sum / count / :cell), floor(lon_sum / count / :cell)
            order by count desc
            """
                    .formatted(INSIDE);

    private static final String TRY_TO_LOCK =
            "select pg_try_advisory_xact_lock(hashtext('place_grid')) as locked";

    /** Cheap, so that it is counted often where places are few and seldom where they are many. */
    private static final String IS_OLD =
            """
            select exists (
                select 1 from place_grid_state as state, pg_stat_user_tables as told
                where told.relid = 'place'::regclass
                    and state.changes <> told.n_tup_ins + told.n_tup_upd + told.n_tup_del
                    and now() - state.counted_at > interval '10 seconds' + state.took * 60) as old
            """;

    private static final String ALLOW_TIME = "set local statement_timeout = '2min'";

    private static final String RECOUNT =
            """
            with fresh as materialized (
                select coalesce(category, '') as category, cell_row, cell_col,
                    count(*) as count, sum(lat) as lat_sum, sum(lon) as lon_sum
                from (
                    select category, lat, %1$s as lon, floor(lat * 25)::integer as cell_row,
                        floor(%1$s * 25)::integer as cell_col
                    from place where deleted_at is null and status <> 'closed') as open_place
                group by grouping sets ((category, cell_row, cell_col), (cell_row, cell_col))),
            gone as (
                delete from place_grid as old where not exists (
                    select 1 from fresh
                    where fresh.category = old.category and fresh.cell_row = old.cell_row
                        and fresh.cell_col = old.cell_col))
            insert into place_grid as old (
                category, cell_row, cell_col, count, lat_sum, lon_sum)
            select category, cell_row, cell_col, count, lat_sum, lon_sum from fresh
            on conflict (category, cell_row, cell_col) do update set
                count = excluded.count, lat_sum = excluded.lat_sum, lon_sum = excluded.lon_sum
            where (old.count, old.lat_sum, old.lon_sum)
                <> (excluded.count, excluded.lat_sum, excluded.lon_sum)
            """
                    .formatted(Cluster.LON);

    private static final String NOTE =
            """
            update place_grid_state set counted_at = now(), took = clock_timestamp() - now(),
                changes = (
                    select n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables
                    where relid = 'place'::regclass)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transactional;

    R2dbcGrid(DatabaseClient database, TransactionalOperator transactional) {
        this.database = database;
        this.transactional = transactional;
    }

    /** How many places the cells had that a box touches, when they were counted last. */
    Mono<Long> count(BoundingBox box, List<String> categories) {
        return within(COUNT, box, categories)
                .map(row -> PlaceRows.required(row, "coalesce", Long.class))
                .one();
    }

    Flux<Cluster> clusters(BoundingBox box, List<String> categories, double cellDegrees) {
        return within(CLUSTERS, box, categories).bind("cell", cellDegrees).map(Cluster::of).all();
    }

    private DatabaseClient.GenericExecuteSpec within(
            String sql, BoundingBox box, List<String> categories) {
        List<BoundingBox> parts = box.parts();
        String[] kinds =
                categories.isEmpty() ? new String[] {""} : categories.toArray(String[]::new);
        return database.sql(sql)
                .bind("categories", kinds)
                .bind("south", cellOf(box.south()))
                .bind("north", cellOf(box.north()))
                .bind("west", cellOf(parts.getFirst().west()))
                .bind("east", cellOf(parts.getFirst().east()))
                .bind("west2", cellOf(parts.getLast().west()))
                .bind("east2", cellOf(parts.getLast().east()));
    }

    private static int cellOf(double degrees) {
        return (int) Math.floor(degrees * CELLS_A_DEGREE);
    }

    /** Counts anew, unless nothing has changed or it was done a moment ago. */
    Mono<Void> recount() {
        return says(IS_OLD, "old").flatMap(old -> old ? recountAtOnce() : Mono.empty()).then();
    }

    /** Counts anew, unless another replica does. */
    Mono<Long> recountAtOnce() {
        return says(TRY_TO_LOCK, "locked")
                .flatMap(locked -> locked ? recountNow() : Mono.empty())
                .as(transactional::transactional);
    }

    private Mono<Long> recountNow() {
        return database.sql(ALLOW_TIME)
                .then()
                .then(database.sql(RECOUNT).then())
                .then(database.sql(NOTE).fetch().rowsUpdated());
    }

    private Mono<Boolean> says(String sql, String column) {
        return database.sql(sql).map(row -> PlaceRows.required(row, column, Boolean.class)).one();
    }
}
