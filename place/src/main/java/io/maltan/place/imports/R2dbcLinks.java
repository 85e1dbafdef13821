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

    private static final String IS_ALIKE =
            """
            other.position <-> fresh.position <= 150
            and other.deleted_at is null and other.status <> 'closed'
            and other.same_as is null
            and (other.source is null or not starts_with(other.source, :dataset))
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

    private static final String LINK_FEW =
            """
            update place_incoming set same_as = alike.id
              from place_incoming as fresh cross join lateral (
                    select other.id from place as other
                     where other.position <@ cube_enlarge(fresh.position, 150, 3)
                       and
            """
                    + IS_ALIKE
                    + " order by "
                    + BEST_FIRST
                    + """
                             limit 1) as alike
                     where place_incoming.id = fresh.id
                       and not exists (select 1 from place where place.source = fresh.source)
                    """;

    /**
     * Space in cubes of 300 m: what is 150 m from a place lies in one of at most eight of them.
     * Only places of which a larger cube has a record, or one beside it, are spread over their
     * eight.
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
                select place.id, place.source, place.name_keys, place.category, place.position,
                       place.deleted_at, place.status, place.same_as,
                       floor((cube_ll_coord(position, 1) + dx) / 300)::integer as x,
                       floor((cube_ll_coord(position, 2) + dy) / 300)::integer as y,
                       floor((cube_ll_coord(position, 3) + dz) / 300)::integer as z
                  from place
                       cross join unnest('{-150,150}'::double precision[]) as dx
                       cross join unnest('{-150,150}'::double precision[]) as dy
                       cross join unnest('{-150,150}'::double precision[]) as dz
                 where deleted_at is null
                   and (floor(cube_ll_coord(position, 1) / 300)::integer / 10,
                        floor(cube_ll_coord(position, 2) / 300)::integer / 10,
                        floor(cube_ll_coord(position, 3) / 300)::integer / 10)
                       in (select x, y, z from inhabited))
            update place_incoming set same_as = alike.other_id
              from (select distinct on (fresh.id) fresh.id, other.id as other_id
                      from fresh join other using (x, y, z)
                     where
            """
                    + IS_ALIKE
                    + " order by fresh.id, "
                    + BEST_FIRST
                    + """
                           ) as alike
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
     * @param added how many are new
     * @return how many were linked
     */
    Mono<Long> link(String dataset, long added) {
        return added <= FEW ? run(LINK_FEW, dataset) : linkMany(dataset);
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
