package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcRegions {

    private static final String VERSION = "select version from region_set";

    /** Locks the only row, so that one replaces after the other. */
    private static final String NEXT_VERSION =
            """
            update region_set set version = version + 1, replaced_at = now(),
                after_id = '00000000-0000-0000-0000-000000000000', assigned = false, checked = 0,
                changed = 0
            returning version
            """;

    private static final String CLEAR = "delete from region";

    private static final String INSERT =
            """
            insert into region (code, position, parent, ko, en, lat, lon, outline)
            values (:code, :position, :parent, :ko, :en, :lat, :lon, :outline)
            """;

    private static final String ALL = "select * from region order by position";

    private static final String STATE =
            """
            select version, replaced_at, assigned, checked, changed from region_set
            """;

    private static final String CLAIM =
            """
            select after_id from region_set
            where not assigned and version = :version
                and replaced_at < now() - :settle * interval '1 millisecond'
                and not exists (select from place_import where status = 'running')
            for update skip locked
            """;

    private static final String ADVANCE =
            """
            update region_set set after_id = :after, checked = checked + :checked,
                changed = changed + :changed, assigned = :done
            """;

    private final DatabaseClient database;

    R2dbcRegions(DatabaseClient database) {
        this.database = database;
    }

    /** How far the assignment of places to the present regions has come. */
    record State(
            long version,
            @Nullable Instant replacedAt,
            boolean assigned,
            long checked,
            long changed) {}

    Mono<Long> version() {
        return database.sql(VERSION).map(row -> required(row, "version", Long.class)).one();
    }

    /** Writes other regions, within the caller's transaction, and tells their version. */
    Mono<Long> replace(List<Outline> outlines) {
        return database.sql(NEXT_VERSION)
                .map(row -> required(row, "version", Long.class))
                .one()
                .delayUntil(version -> database.sql(CLEAR).then())
                .delayUntil(version ->
                        Flux.range(0, outlines.size()).concatMap(i -> insert(outlines.get(i), i)));
    }

    private Mono<Void> insert(Outline outline, int position) {
        Region region = outline.region();
        return database.sql(INSERT)
                .bind("code", region.code())
                .bind("position", position)
                .bind("parent", Parameters.in(R2dbcType.VARCHAR, region.parent()))
                .bind("ko", region.ko())
                .bind("en", region.en())
                .bind("lat", region.centre().lat())
                .bind("lon", region.centre().lon())
                .bind("outline", toParameter(outline.shape()))
                .then();
    }

    private static Parameter toParameter(@Nullable Geometry shape) {
        return shape == null
                ? Parameters.in(ByteBuffer.class)
                : Parameters.in(ByteBuffer.wrap(new WKBWriter().write(shape)));
    }

    Flux<Outline> all() {
        return database.sql(ALL).map(R2dbcRegions::toOutline).all();
    }

    private static Outline toOutline(Readable row) {
        return new Outline(
                new Region(
                        required(row, "code", String.class),
                        row.get("parent", String.class),
                        required(row, "ko", String.class),
                        required(row, "en", String.class),
                        new Coordinates(
                                required(row, "lat", Double.class),
                                required(row, "lon", Double.class))),
                toShape(row.get("outline", ByteBuffer.class)));
    }

    private static @Nullable Geometry toShape(@Nullable ByteBuffer outline) {
        if (outline == null) {
            return null;
        }
        byte[] bytes = new byte[outline.remaining()];
        outline.get(bytes);
        try {
            return new WKBReader().read(bytes);
        } catch (ParseException e) {
            throw new IllegalStateException("an outline in the database is broken", e);
        }
    }

    Mono<State> state() {
        return database.sql(STATE)
                .map(row ->
                        new State(
                                required(row, "version", Long.class),
                                row.get("replaced_at", Instant.class),
                                required(row, "assigned", Boolean.class),
                                required(row, "checked", Long.class),
                                required(row, "changed", Long.class)))
                .one();
    }

    /**
     * After which place to go on; empty where nothing is to be done, or another replica does it.
     */
    Mono<UUID> claim(long version, long settleMillis) {
        return database.sql(CLAIM)
                .bind("version", version)
                .bind("settle", settleMillis)
                .map(row -> required(row, "after_id", UUID.class))
                .one();
    }

    Mono<Void> advance(UUID after, long checked, long changed, boolean done) {
        return database.sql(ADVANCE)
                .bind("after", after)
                .bind("checked", checked)
                .bind("changed", changed)
                .bind("done", done)
                .then();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
