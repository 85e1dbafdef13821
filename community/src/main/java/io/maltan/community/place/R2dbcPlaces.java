package io.maltan.community.place;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

@Repository
class R2dbcPlaces {

    private static final String FIND =
            "select id, name, region, version from place_link where id = :id and not removed";

    /**
     * An older picture never replaces a newer one: a snapshot and the events around it come in any
     * order.
     */
    private static final String KEEP =
            """
            insert into place_link (id, name, region, version)
            select id, name, nullif(region, ''), version
              from unnest(:ids, :names, :regions, :versions) as given (id, name, region, version)
             order by id
            on conflict (id) do update
               set name = case when place_link.version <= excluded.version then excluded.name else place_link.name end,
                   region = case when place_link.version <= excluded.version then excluded.region else place_link.region end,
                   version = greatest(place_link.version, excluded.version),
                   removed = place_link.removed and place_link.version > excluded.version,
                   seen_at = now()
            """;

    private static final String REMOVE =
            "update place_link set removed = true, seen_at = now() where id = :id";
    private static final String REMOVE_UNSEEN =
            "update place_link set removed = true where not removed and seen_at < :since";
    private static final String NOW = "select now()";

    private final DatabaseClient database;

    R2dbcPlaces(DatabaseClient database) {
        this.database = database;
    }

    Mono<PlaceLink> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(R2dbcPlaces::toLink).one();
    }

    Mono<Void> keep(List<PlaceLink> places) {
        return database.sql(KEEP)
                .bind("ids", column(places, PlaceLink::id).toArray(UUID[]::new))
                .bind("names", column(places, PlaceLink::name).toArray(String[]::new))
                .bind("regions", column(places, R2dbcPlaces::regionOf).toArray(String[]::new))
                .bind("versions", column(places, PlaceLink::version).toArray(Long[]::new))
                .then();
    }

    /** Posts go on naming a removed place; new ones cannot be tied to it. */
    Mono<Void> remove(UUID id) {
        return database.sql(REMOVE).bind("id", id).then();
    }

    /** Removes the places that nobody has spoken of since. */
    Mono<Long> removeUnseenSince(Instant since) {
        return database.sql(REMOVE_UNSEEN).bind("since", since).fetch().rowsUpdated();
    }

    Mono<Instant> now() {
        return database.sql(NOW).mapValue(Instant.class).one();
    }

    private static <T> List<T> column(List<PlaceLink> places, Function<PlaceLink, T> value) {
        return places.stream().map(value).toList();
    }

    private static String regionOf(PlaceLink place) {
        return place.region() == null ? "" : place.region();
    }

    private static PlaceLink toLink(Readable row) {
        return new PlaceLink(
                required(row, "id", UUID.class),
                required(row, "name", String.class),
                row.get("region", String.class),
                required(row, "version", Long.class));
    }
}
