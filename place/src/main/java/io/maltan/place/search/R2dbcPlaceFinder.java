package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceRows;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds places by the indexes of the table {@code place}. */
@Repository
class R2dbcPlaceFinder {

    private static final String AFTER_NEAREST =
            "(place.position <-> " + Selection.CENTRE + ", place.id) > (:afterRank, :afterId)";

    private static final String AFTER_RANKED =
            "where (rank, tie, id) > (:afterRank, :afterTie, :afterId)";

    private static final String CHORD = "place.position <-> " + Selection.CENTRE;
    private static final String NO_CHORD = "null::double precision";

    private final DatabaseClient database;
    private final PlaceRows rows;

    R2dbcPlaceFinder(DatabaseClient database, PlaceRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Where a page begins: after the item with these keys. */
    record After(double rank, double tie, UUID id) {}

    /**
     * The best of some places.
     *
     * @param complete whether these were all that the selection has
     */
    record Best(List<Found> found, boolean complete) {}

    /** Finds what is nearest to the selection's centre, by the index. */
    Flux<Found> nearest(Selection selection, @Nullable After after, int limit) {
        if (after != null) {
            selection.and(AFTER_NEAREST);
            selection.with("afterRank", after.rank()).with("afterId", after.id());
        }
        return find(nearestSql(selection), selection.with("limit", limit));
    }

    static String nearestSql(Selection selection) {
        return """
        select %1$s, place.position <-> %2$s as chord,
            place.position <-> %2$s as rank, 0::double precision as tie
        from place where %3$s
        order by place.position <-> %2$s, place.id
        limit :limit
        """
                .formatted(PlaceRows.COLUMNS, Selection.CENTRE, selection.conditions());
    }

    /** Finds in the order of two expressions. */
    Flux<Found> ranked(
            Selection selection, Order order, String rank, @Nullable After after, int limit) {
        bind(after, selection.with("limit", limit));
        String from = after == null ? "" : AFTER_RANKED;
        return find(rankedSql(selection, order, rank, from), selection);
    }

    static String rankedSql(Selection selection, Order order, String rank, String from) {
        return """
        select * from (
            select %s, (%s)::double precision as rank, (%s)::double precision as tie,
                %s as chord
            from place where %s) as ranked
        %s
        order by rank, tie, id
        limit :limit
        """
                .formatted(
                        PlaceRows.COLUMNS,
                        rank,
                        order.tie(),
                        order.fromCentre() ? CHORD : NO_CHORD,
                        selection.conditions(),
                        from);
    }

    /**
     * Finds the best of at most so many places. Whichever index tells what they are, they are read
     * before they are put in order: this suits what is rare.
     */
    Mono<Best> bestOf(
            int most,
            Selection selection,
            Order order,
            String rank,
            @Nullable After after,
            int limit) {
        bind(after, selection.with("limit", limit).with("most", most + 1));
        String from = after == null ? "" : AFTER_RANKED;
        return selection
                .statement(database, bestSql(selection, order, rank, from))
                .map(row -> new Counted(toFoundOrNone(row), countOf(row)))
                .all()
                .collectList()
                .map(read -> toBest(read, most));
    }

    /** A place, or none, and how many were looked at. */
    private record Counted(@Nullable Found found, long looked) {}

    private @Nullable Found toFoundOrNone(Readable row) {
        return row.get("id", UUID.class) == null ? null : toFound(row);
    }

    private static long countOf(Readable row) {
        return PlaceRows.required(row, "looked", Long.class);
    }

    private static Best toBest(List<Counted> read, int most) {
        List<Found> found = read.stream().flatMap(one -> Stream.ofNullable(one.found())).toList();
        return new Best(found, read.getFirst().looked() <= most);
    }

    static String bestSql(Selection selection, Order order, String rank, String from) {
        return """
        with candidate as materialized (
            select place.id, (%2$s)::double precision as rank, (%3$s)::double precision as tie
            from place where %5$s limit :most),
        chosen as (
            select * from candidate %6$s order by rank, tie, id limit :limit)
        select %1$s, chosen.rank, chosen.tie, %4$s as chord, counted.looked
        from (select count(*) as looked from candidate) as counted
        left join chosen on true
        left join place on place.id = chosen.id
        order by chosen.rank, chosen.tie, chosen.id
        """
                .formatted(
                        PlaceRows.COLUMNS,
                        rank,
                        order.tie(),
                        order.fromCentre() ? CHORD : NO_CHORD,
                        selection.conditions(),
                        from);
    }

    /**
     * Finds the first of all places of a selection. All are read before they are put in order,
     * whatever there are: this suits what is common, but nowhere near the beginning of an order.
     */
    Flux<Found> firstOf(
            Selection selection, Order order, double rank, @Nullable After after, int limit) {
        bind(after, selection.with("limit", limit).with("rank", rank));
        String from = after == null ? "" : "where (tie, id) > (:afterTie, :afterId)";
        return find(firstSql(selection, order, from), selection);
    }

    /** Materialized, since the planner would rather walk in the order, however far that may be. */
    static String firstSql(Selection selection, Order order, String from) {
        return """
        with candidate as materialized (
            select place.id, (%2$s)::double precision as tie from place where %4$s),
        chosen as (
            select * from candidate %5$s order by tie, id limit :limit)
        select %1$s, :rank::double precision as rank, chosen.tie, %3$s as chord
        from chosen join place on place.id = chosen.id
        order by chosen.tie, chosen.id
        """
                .formatted(
                        PlaceRows.COLUMNS,
                        order.tie(),
                        order.fromCentre() ? CHORD : NO_CHORD,
                        selection.conditions(),
                        from);
    }

    /**
     * Finds the first places in an order that an index has, by looking at one after the other,
     * though not at more than so many, wanted or not: this suits what is common.
     */
    Flux<Found> walk(
            int most,
            Selection wanted,
            Order order,
            double rank,
            @Nullable After after,
            int limit) {
        bind(after, wanted.with("limit", limit).with("most", most).with("rank", rank));
        String from =
                after == null
                        ? ""
                        : "and (%s, place.id) > (:afterTie, :afterId)".formatted(order.tie());
        return find(walkSql(wanted, order, ":rank", from), wanted);
    }

    /** The same, with the best of those that were looked at first. */
    Flux<Found> walkBest(int most, Selection wanted, Order order, String rank, int limit) {
        wanted.with("limit", limit).with("most", most);
        return find(walkSql(wanted, order, rank, ""), wanted);
    }

    /**
     * What is wanted is told outside of the walk: inside, the planner would trust to meet a region
     * soon from wherever it is.
     */
    static String walkSql(Selection wanted, Order order, String rank, String from) {
        return """
        select %1$s, (%7$s)::double precision as rank, place.tie, %2$s as chord
        from (
            select place.*, (%3$s)::double precision as tie from place where %4$s %6$s
            order by tie, id limit :most) as place
        where %5$s
        order by rank, tie, id
        limit :limit
        """
                .formatted(
                        PlaceRows.COLUMNS,
                        order.fromCentre() ? CHORD : NO_CHORD,
                        order.tie(),
                        Selection.IN_BUSINESS,
                        wanted.conditions(),
                        from,
                        rank);
    }

    /** The same in the order of two expressions that an index has. */
    Flux<Found> walkRanked(
            int most,
            Selection wanted,
            Order order,
            String rank,
            @Nullable After after,
            int limit) {
        bind(after, wanted.with("limit", limit).with("most", most));
        String from =
                after == null
                        ? ""
                        : "and (%s, %s, place.id) > (:afterRank, :afterTie, :afterId)"
                                .formatted(rank, order.tie());
        return find(walkRankedSql(wanted, order, rank, from), wanted);
    }

    static String walkRankedSql(Selection wanted, Order order, String rank, String from) {
        return """
        select %1$s, rank, tie, %2$s as chord
        from (
            select place.*, %3$s as rank, %4$s as tie from place
            where %7$s %6$s
            order by rank, tie, id limit :most) as place
        where %5$s
        order by rank, tie, id
        limit :limit
        """
                .formatted(
                        PlaceRows.COLUMNS,
                        order.fromCentre() ? CHORD : NO_CHORD,
                        rank,
                        order.tie(),
                        wanted.conditions(),
                        from,
                        Selection.IN_BUSINESS);
    }

    private static void bind(@Nullable After after, Selection selection) {
        if (after != null) {
            selection
                    .with("afterRank", after.rank())
                    .with("afterTie", after.tie())
                    .with("afterId", after.id());
        }
    }

    private Flux<Found> find(String sql, Selection selection) {
        return selection.statement(database, sql).map(this::toFound).all();
    }

    /** Counts places by the cells of a grid. */
    Flux<Cluster> clusters(Selection selection, double cellDegrees) {
        selection.with("cell", cellDegrees);
        return selection.statement(database, clustersSql(selection)).map(Cluster::of).all();
    }

    static String clustersSql(Selection selection) {
        return """
        select avg(place.lat) as lat, avg(%1$s) as lon, count(*) as count
        from place where %2$s
        group by floor(place.lat / :cell), floor(%1$s / :cell)
        order by count desc
        """
                .formatted(Cluster.LON, selection.conditions());
    }

    private Found toFound(Readable row) {
        return new Found(
                rows.toPlace(row),
                row.get("chord", Double.class),
                PlaceRows.required(row, "rank", Double.class),
                PlaceRows.required(row, "tie", Double.class));
    }
}
