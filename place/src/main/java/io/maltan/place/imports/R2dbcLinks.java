package io.maltan.place.imports;

import io.maltan.place.search.Brands;
import io.maltan.place.text.SearchText;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Finds for new records what from elsewhere seems to be the same place: the same or a like name, or
 * another of the same brand, nearby; the more alike and the nearer the better.
 */
@Repository
class R2dbcLinks {

    /** Up to so many records each look around themselves; more are compared all at once. */
    private static final long FEW = 2_000;

    /** The same holds where there are so many places for each record. */
    private static final long PLACES_A_RECORD = 20;

    /** The names of branches end so. */
    private static final String BRANCH = "점";

    private static final String IS_FROM_ELSEWHERE =
            """
            other.deleted_at is null and other.status <> 'closed' and other.same_as is null
            and (other.source is null or not starts_with(other.source, :dataset))
            """;

    /**
     * What tells a place from its neighbours of nearly the same name: numbers, single letters (A동,
     * 가동), sides (동관), and what belongs to a place without being it.
     */
    private static final String MARK =
            "'[0-9]+"
                    + "|(?<![a-zà-ɏ''’])[a-z](?![a-zà-ɏ''’])"
                    + "|(?<![가-힣])[가나다라마바사아자차카타파하](?=동|관|호|구역|블록|단지)"
                    + "|(?<![가-힣])[동서남북신별](?=관|문)"
                    + "|(?<![a-z])(?:atm|parking|toilets?)(?![a-z])"
                    + "|자동화|주차장|화장실|충전소"
                    + "|(?:정문|후문|입구|출구)$'";

    /** The main name as one word, and the brand and the branch that it consists of, if it does. */
    private static final String NAME_PARTS =
            """
            split_part(%1$s.name_keys, ' ', 2) as main,
            (select array[(:firstNames)[array_position(:brandNames, parts[1])],
                          coalesce(parts[2], '')]
               from regexp_match(split_part(%1$s.name_keys, ' ', 2), :brandAndBranch) as parts
              where parts is not null)
                as chain
            """;

    private static final String IS_SAME_KIND =
            "split_part(other.category, '.', 1) = split_part(fresh.category, '.', 1)";

    private static final String IS_BRANCH =
            "(right(%2$s.name, 1) = '"
                    + BRANCH
                    + "' and starts_with(lower(%2$s.name), lower(%1$s.name) || ' ')"
                    + " or %1$s.chain[1] = %2$s.chain[1]"
                    + " and %1$s.chain[2] = '' and %2$s.chain[2] <> '')";

    /**
     * By equal names, else by like ones without different marks. A brand has several places in a
     * street: a name without the branch is that of the branch at hand only, and a name that neither
     * is mainly called by may be the brand's.
     */
    private static final String IS_ALIKE =
            """
            other.position <-> fresh.position <= 150
            and case
                when other.main = fresh.main then fresh.main <> ''
                when %1$s or %2$s then
                    other.position <-> fresh.position <= 50 and %3$s
                when other.chain = fresh.chain and other.position <-> fresh.position <= 50
                    and %3$s then true
                when position(' ' || other.main || ' ' in fresh.name_keys) > 0
                    or position(' ' || fresh.main || ' ' in other.name_keys) > 0 then true
                when similarity(other.name_keys, fresh.name_keys) >=
                        case when %3$s then 0.55 else 0.8 end
                    or other.position <-> fresh.position <= 50 and %3$s
                        and string_to_array(trim(other.name_keys), ' ')
                            && string_to_array(trim(fresh.name_keys), ' ')
                    then %4$s = fresh.marks
                else false end
            """
                    .formatted(
                            IS_BRANCH.formatted("other", "fresh"),
                            IS_BRANCH.formatted("fresh", "other"),
                            IS_SAME_KIND,
                            marksOf("other.name"));

    private static final String BEST_FIRST =
            """
            similarity(other.name_keys, fresh.name_keys) desc,
            other.position <-> fresh.position, other.id
            """;

    /** Space in cubes of 300 m. */
    private static final String FRESH =
            """
            with fresh as materialized (
                select ctid as row, id, name, name_keys, category, position,
                       floor(cube_ll_coord(position, 1) / 300)::integer as x,
                       floor(cube_ll_coord(position, 2) / 300)::integer as y,
                       floor(cube_ll_coord(position, 3) / 300)::integer as z,
            """
                    + marksOf("name")
                    + " as marks, "
                    + NAME_PARTS.formatted("place_incoming")
                    + """
                      from place_incoming
                     where not exists (
                         select 1 from place where place.source = place_incoming.source))
                    """;

    /** The best of the nearest 500, since files have thousands at one point. */
    private static final String BEST_AROUND =
            "(select other.id from (select other.id, name, name_keys, category, position, "
                    + NAME_PARTS.formatted("other")
                    + " from place as other"
                    + " where other.position <@ cube_enlarge(fresh.position, 150, 3) and "
                    + IS_FROM_ELSEWHERE
                    + " order by other.position <-> fresh.position limit 500) as other where "
                    + IS_ALIKE
                    + " order by "
                    + BEST_FIRST
                    + " limit 1)";

    private static final String LINK_FEW =
            FRESH
                    + """
                    update place_incoming set same_as = alike.id
                      from fresh cross join lateral
                    """
                    + BEST_AROUND
                    + """
                       as alike
                     where place_incoming.ctid = fresh.row
                    """;

    /**
     * What is 150 m from a place lies in one of at most eight cubes. Only places of which a larger
     * cube has a record, or one beside it, are spread over their eight. Records in a cube of more
     * than 500 places look around themselves.
     */
    private static final String LINK_MANY =
            FRESH
                    + """
                    , inhabited as materialized (
                        select distinct x + dx as x, y + dy as y, z + dz as z
                          from (select distinct x / 10 as x, y / 10 as y, z / 10 as z
                                  from fresh) as large
                               cross join generate_series(-1, 1) as dx
                               cross join generate_series(-1, 1) as dy
                               cross join generate_series(-1, 1) as dz),
                    around as materialized (
                        select other.id, name, name_keys, category, position,
                    """
                    + NAME_PARTS.formatted("other")
                    + """
                          from place as other
                         where (floor(cube_ll_coord(position, 1) / 300)::integer / 10,
                                floor(cube_ll_coord(position, 2) / 300)::integer / 10,
                                floor(cube_ll_coord(position, 3) / 300)::integer / 10)
                               in (select x, y, z from inhabited)
                           and
                    """
                    + IS_FROM_ELSEWHERE
                    + """
                    ),
                    other as materialized (
                        select around.*,
                               floor((cube_ll_coord(position, 1) + dx) / 300)::integer as x,
                               floor((cube_ll_coord(position, 2) + dy) / 300)::integer as y,
                               floor((cube_ll_coord(position, 3) + dz) / 300)::integer as z
                          from around
                               cross join unnest('{-150,150}'::double precision[]) as dx
                               cross join unnest('{-150,150}'::double precision[]) as dy
                               cross join unnest('{-150,150}'::double precision[]) as dz),
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
    private final String[] brandNames;
    private final String[] firstNames;
    private final String brandAndBranch;

    R2dbcLinks(DatabaseClient database, Brands brands) {
        this.database = database;
        this.brandNames = brands.firstNames().keySet().toArray(String[]::new);
        this.firstNames = brands.firstNames().values().toArray(String[]::new);
        this.brandAndBranch =
                "^(%s)(.*%s)?$".formatted(String.join("|", brandNames), SearchText.compact(BRANCH));
    }

    private static String marksOf(String name) {
        return """
        array(select distinct mark[1]
                from regexp_matches(lower(normalize(%s, nfkc)), %s, 'g') as mark order by 1)
        """
                .formatted(name, MARK);
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
        return database.sql(sql)
                .bind("dataset", dataset)
                .bind("brandNames", brandNames)
                .bind("firstNames", firstNames)
                .bind("brandAndBranch", brandAndBranch)
                .fetch()
                .rowsUpdated();
    }
}
