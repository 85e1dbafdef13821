package io.maltan.place.imports;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Finds for new records what from elsewhere seems to be the same place: the same or a like name,
 * nearby; the more alike and the nearer the better.
 */
@Repository
class R2dbcLinks {

    /** Up to so many records each look around themselves; more are compared all at once. */
    private static final long FEW = 2_000;

    /** The same holds where there are so many places for each record. */
    private static final long PLACES_A_RECORD = 20;

    private static final String IS_FROM_ELSEWHERE =
            """
            other.deleted_at is null and other.status <> 'closed' and other.same_as is null
            and (other.source is null or not starts_with(other.source, :dataset))
            """;

    private static final String IS_ALIKE =
            """
            other.position <-> fresh.position <= 150
            and (string_to_array(trim(other.name_keys), ' ')
                     && string_to_array(trim(fresh.name_keys), ' ')
                 or similarity(other.name_keys, fresh.name_keys) >=
                    case when split_part(other.category, '.', 1)
                            = split_part(fresh.category, '.', 1) then 0.55 else 0.8 end)
            """;

    private static final String BEST_FIRST =
            """
            similarity(other.name_keys, fresh.name_keys) desc,
            other.position <-> fresh.position, other.id
            """;

    /** The best of the nearest 500, since files have thousands at one point. */
    private static final String BEST_AROUND =
            "(select other.id from (select * from place as other"
                    + " where other.position <@ cube_enlarge(fresh.position, 150, 3) and "
                    + IS_FROM_ELSEWHERE
                    + " order by other.position <-> fresh.position limit 500) as other where "
                    + IS_ALIKE
                    + " order by "
                    + BEST_FIRST
                    + " limit 1)";

    private static final String LINK_FEW =
            """
            update place_incoming set same_as = alike.id
              from place_incoming as fresh cross join lateral
            """
                    + BEST_AROUND
                    + """
                       as alike
                     where place_incoming.ctid = fresh.ctid
                       and not exists (select 1 from place where place.source = fresh.source)
                    """;

    /**
     * Space in cubes of 300 m: what is 150 m from a place lies in one of at most eight of them.
     * Only places of which a larger cube has a record, or one beside it, are spread over their
     * eight. Records in a cube of more than 500 places look around themselves.
     */
    private static final String LINK_MANY =
            """
            with fresh as materialized (
                select id, name_keys, category, position,
                       floor(cube_ll_coord(position, 1) / 300)::integer as x,
                       floor(cube_ll_coord(position, 2) / 300)::integer as y,
                       floor(cube_ll_coord(position, 3) / 300)::integer as z
                  from place_incoming
                 where not exists (select 1 from place where place.source = place_incoming.source)),
            inhabited as materialized (
                select distinct x + dx as x, y + dy as y, z + dz as z
                  from (select distinct x / 10 as x, y / 10 as y, z / 10 as z from fresh) as large
                       cross join generate_series(-1, 1) as dx
                       cross join generate_series(-1, 1) as dy
                       cross join generate_series(-1, 1) as dz),
            other as materialized (
                select other.id, other.name_keys, other.category, other.position,
                       floor((cube_ll_coord(position, 1) + dx) / 300)::integer as x,
                       floor((cube_ll_coord(position, 2) + dy) / 300)::integer as y,
                       floor((cube_ll_coord(position, 3) + dz) / 300)::integer as z
                  from place as other
                       cross join unnest('{-150,150}'::double precision[]) as dx
                       cross join unnest('{-150,150}'::double precision[]) as dy
                       cross join unnest('{-150,150}'::double precision[]) as dz
                 where (floor(cube_ll_coord(position, 1) / 300)::integer / 10,
                        floor(cube_ll_coord(position, 2) / 300)::integer / 10,
                        floor(cube_ll_coord(position, 3) / 300)::integer / 10)
                       in (select x, y, z from inhabited)
                   and
            """
                    + IS_FROM_ELSEWHERE
                    + """
                    ),
                    crowded as materialized (
                        select x, y, z from other group by x, y, z having count(*) > 500),
                    comfortable as materialized (
                        select * from fresh where (x, y, z) not in (select x, y, z from crowded))
                    update place_incoming set same_as = alike.other_id
                      from ((select distinct on (fresh.id) fresh.id, other.id as other_id
                               from comfortable as fresh join other using (x, y, z)
                              where
                    """
                    + IS_ALIKE
                    + " order by fresh.id, "
                    + BEST_FIRST
                    + """
                           )
                            union all
                            select fresh.id, around.id
                              from fresh join crowded using (x, y, z) cross join lateral
                    """
                    + BEST_AROUND
                    + """
                       as around) as alike
                     where place_incoming.id = alike.id
                    """;

    private final DatabaseClient database;

    R2dbcLinks(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Links the new among the incoming records.
     *
     * @param dataset what is not elsewhere
     * @param seen how many are new, beside how many
     * @return how many were linked
     */
    Mono<Long> link(String dataset, R2dbcIncoming.Comparison seen) {
        boolean few = seen.added() <= FEW || seen.added() * PLACES_A_RECORD <= seen.present();
        return few ? run(LINK_FEW, dataset) : linkMany(dataset);
    }

    /** The planner does not know how few meet in a cube, and would go through all for each. */
    private Mono<Long> linkMany(String dataset) {
        return set("set local enable_nestloop = off")
                .then(run(LINK_MANY, dataset))
                .flatMap(linked -> set("set local enable_nestloop = on").thenReturn(linked));
    }

    private Mono<Void> set(String sql) {
        return database.sql(sql).then();
    }

    private Mono<Long> run(String sql, String dataset) {
        return database.sql(sql).bind("dataset", dataset).fetch().rowsUpdated();
    }
}
