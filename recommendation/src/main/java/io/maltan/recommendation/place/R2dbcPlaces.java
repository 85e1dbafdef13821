package io.maltan.recommendation.place;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The picture's rows. */
@Component
final class R2dbcPlaces {

    private static final int PAGE = 5_000;
    private static final UUID FIRST = new UUID(0, 0);

    private static final String UPSERT =
            """
            insert into place as known (id, name, name_ko, name_en, category, lat, lon, region_code, region_ko, region_en, status,
                opening_hours, time_zone, rating_average, rating_count, created_at, version, generation)
            select distinct on (id) cast(row ->> 'id' as uuid) as id, row ->> 'name',
                nullif(row -> 'names' ->> 'ko', row ->> 'name'), nullif(row -> 'names' ->> 'en', row ->> 'name'),
                row ->> 'category',
                cast(row ->> 'lat' as double precision), cast(row ->> 'lon' as double precision),
                row -> 'region' ->> 'code', row -> 'region' -> 'names' ->> 'ko', row -> 'region' -> 'names' ->> 'en',
                row ->> 'status', row ->> 'openingHours', row ->> 'timeZone',
                coalesce(cast(row -> 'rating' ->> 'average' as double precision), 0),
                coalesce(cast(row -> 'rating' ->> 'count' as integer), 0),
                cast(row ->> 'createdAt' as timestamptz), cast(row ->> 'version' as bigint), :generation
            from jsonb_array_elements(cast(:rows as jsonb)) as row
            order by id, cast(row ->> 'version' as bigint) desc
            on conflict (id) do update set name = excluded.name, name_ko = excluded.name_ko,
                name_en = excluded.name_en, category = excluded.category, lat = excluded.lat,
                lon = excluded.lon, region_code = excluded.region_code, region_ko = excluded.region_ko,
                region_en = excluded.region_en, status = excluded.status, opening_hours = excluded.opening_hours,
                time_zone = excluded.time_zone, rating_average = excluded.rating_average,
                rating_count = excluded.rating_count, version = excluded.version,
                generation = greatest(known.generation, excluded.generation)
            where known.version <= excluded.version
            """;

    private static final String RATE =
            "update place set rating_average = :average, rating_count = :count where id = :id";

    private static final String REMOVE = "delete from place where id = :id";

    private static final String PAGE_AFTER =
            """
            select * from place where id > :after order by id limit :limit
            """;

    private static final String COUNT = "select count(*) as places from place";

    private static final String CHECKPOINT = "select generation, replay_from from picture";

    /**
     * Written once in five seconds, not with every event: replaying a little more costs nothing.
     */
    private static final String NOTE_PROGRESS =
            """
            update picture set replay_from = :millis where replay_from < :millis - 5000
            """;

    private static final String FINISH_SNAPSHOT =
            """
            with finished as (
                update picture set generation = :generation, replay_from = :millis returning generation)
            delete from place using finished where place.generation < finished.generation
            """;

    private final DatabaseClient database;

    R2dbcPlaces(DatabaseClient database) {
        this.database = database;
    }

    /** Takes in places given as a JSON array of {@link PlaceFacts}; later versions stay. */
    Mono<Void> upsert(String jsonArray, long generation) {
        return database.sql(UPSERT).bind("rows", jsonArray).bind("generation", generation).then();
    }

    Mono<Void> rate(UUID id, double average, int count) {
        return database.sql(RATE)
                .bind("id", id)
                .bind("average", average)
                .bind("count", count)
                .then();
    }

    Mono<Void> remove(UUID id) {
        return database.sql(REMOVE).bind("id", id).then();
    }

    Mono<Void> noteProgress(long millis) {
        return database.sql(NOTE_PROGRESS).bind("millis", millis).then();
    }

    Mono<Checkpoint> checkpoint() {
        return database.sql(CHECKPOINT)
                .map(row ->
                        new Checkpoint(
                                required(row, "generation", Long.class),
                                required(row, "replay_from", Long.class)))
                .one();
    }

    /** Makes a snapshot's places the only ones. */
    Mono<Void> finishSnapshot(long generation, long millis) {
        return database.sql(FINISH_SNAPSHOT)
                .bind("generation", generation)
                .bind("millis", millis)
                .then();
    }

    /** How many there are. */
    Mono<Long> count() {
        return database.sql(COUNT).map(row -> required(row, "places", Long.class)).one();
    }

    /** Every place, page by page in the order of ids. */
    Flux<List<PlaceFacts>> pages() {
        return pageAfter(FIRST)
                .expand(page -> page.size() < PAGE ? Mono.empty() : pageAfter(page.getLast().id()));
    }

    private Mono<List<PlaceFacts>> pageAfter(UUID after) {
        return database.sql(PAGE_AFTER)
                .bind("after", after)
                .bind("limit", PAGE)
                .map(R2dbcPlaces::toPlace)
                .all()
                .collectList();
    }

    private static PlaceFacts toPlace(Readable row) {
        return new PlaceFacts(
                required(row, "id", UUID.class),
                required(row, "name", String.class),
                names(row.get("name_ko", String.class), row.get("name_en", String.class)),
                required(row, "category", String.class),
                required(row, "lat", Double.class),
                required(row, "lon", Double.class),
                regionOf(row),
                required(row, "status", String.class),
                row.get("opening_hours", String.class),
                row.get("time_zone", String.class),
                new PlaceFacts.RatingFacts(
                        required(row, "rating_average", Double.class),
                        required(row, "rating_count", Integer.class)),
                required(row, "created_at", Instant.class),
                required(row, "version", Long.class));
    }

    private static PlaceFacts.@Nullable RegionFacts regionOf(Readable row) {
        String code = row.get("region_code", String.class);
        if (code == null) {
            return null;
        }
        return new PlaceFacts.RegionFacts(
                code,
                names(row.get("region_ko", String.class), row.get("region_en", String.class)));
    }

    private static Map<String, String> names(@Nullable String korean, @Nullable String english) {
        Map<String, String> names = new HashMap<>();
        putName(names, "ko", korean);
        putName(names, "en", english);
        return names;
    }

    private static void putName(Map<String, String> names, String language, @Nullable String name) {
        if (name != null) {
            names.put(language, name);
        }
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /**
     * What the rows stand on.
     *
     * @param generation counts snapshots
     * @param replayFrom milliseconds of a stream position that all of the rows' events lie behind
     */
    record Checkpoint(long generation, long replayFrom) {

        String position() {
            return replayFrom + "-0";
        }
    }
}
