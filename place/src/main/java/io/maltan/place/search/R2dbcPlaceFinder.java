package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceRows;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Runs selections of places, ordered and page by page. */
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

    /** Finds what is nearest to the selection's centre, by the index. */
    Flux<Found> nearest(Selection selection, @Nullable After after, int limit) {
        if (after != null) {
            selection.and(AFTER_NEAREST);
            selection.with("afterRank", after.rank()).with("afterId", after.id());
        }
        return find(nearestSql(selection), selection, limit);
    }

    private static String nearestSql(Selection selection) {
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
            Selection selection,
            String rank,
            String tie,
            boolean fromCentre,
            @Nullable After after,
            int limit) {
        if (after != null) {
            selection
                    .with("afterRank", after.rank())
                    .with("afterTie", after.tie())
                    .with("afterId", after.id());
        }
        String chord = fromCentre ? CHORD : NO_CHORD;
        String from = after == null ? "" : AFTER_RANKED;
        return find(rankedSql(selection, rank, tie, chord, from), selection, limit);
    }

    private static String rankedSql(
            Selection selection, String rank, String tie, String chord, String from) {
        return """
        select * from (
            select %s, (%s)::double precision as rank, (%s)::double precision as tie,
                %s as chord
            from place where %s) as ranked
        %s
        order by rank, tie, id
        limit :limit
        """
                .formatted(PlaceRows.COLUMNS, rank, tie, chord, selection.conditions(), from);
    }

    private Flux<Found> find(String sql, Selection selection, int limit) {
        return selection.bind(database.sql(sql)).bind("limit", limit).map(this::toFound).all();
    }

    /** Counts places by the cells of a grid. */
    Flux<Cluster> clusters(Selection selection, double cellDegrees) {
        return selection
                .bind(database.sql(clustersSql(selection)))
                .bind("cell", cellDegrees)
                .map(R2dbcPlaceFinder::toCluster)
                .all();
    }

    private static String clustersSql(Selection selection) {
        return """
        select avg(place.lat) as lat, avg(place.lon) as lon, count(*) as count
        from place where %s
        group by floor(place.lat / :cell), floor(place.lon / :cell)
        order by count desc
        """
                .formatted(selection.conditions());
    }

    private Found toFound(Readable row) {
        return new Found(
                rows.toPlace(row),
                row.get("chord", Double.class),
                PlaceRows.required(row, "rank", Double.class),
                PlaceRows.required(row, "tie", Double.class));
    }

    private static Cluster toCluster(Readable row) {
        return new Cluster(
                PlaceRows.required(row, "lat", Double.class),
                PlaceRows.required(row, "lon", Double.class),
                PlaceRows.required(row, "count", Long.class));
    }
}
