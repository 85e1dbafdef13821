package io.maltan.place.catalogue;

import io.maltan.platform.hours.OpeningClock;
import io.r2dbc.spi.Parameters;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@Repository
class R2dbcPlaces implements Places {

    private static final String FIND =
            "select " + PlaceRows.COLUMNS + " from place where id = :id and deleted_at is null";

    private static final String FIND_TO_CHANGE = FIND + " for update";

    private static final String FIND_ALL =
            "select "
                    + PlaceRows.COLUMNS
                    + " from place where id = any(:ids) and deleted_at is null";

    /** Reads all of the table, which takes longer than a statement may otherwise. */
    private static final String ALLOW_TIME = "set local statement_timeout = '2min'";

    private static final String LANGUAGES =
            """
            select distinct jsonb_object_keys(names) as language from place
            where deleted_at is null order by language
            """;

    private static final String FIND_AFTER =
            "select "
                    + PlaceRows.COLUMNS
                    + " from place where id > :id and deleted_at is null order by id limit :limit";

    private static final String AS_ROWS =
            " from json_to_recordset(:places::json) as given (id uuid, source text, owner_id uuid, "
                    + PlaceColumns.definitions()
                    + ", version bigint, created_at timestamptz, updated_at timestamptz,"
                    + " held text[])";
    private static final String INSERTED =
            "id, source, owner_id, " + PlaceColumns.NAMES + ", version, created_at, updated_at";
    private static final String INSERT =
            "insert into place (" + INSERTED + ") select " + INSERTED + AS_ROWS;
    private static final String UPDATE =
            "update place set "
                    + PlaceColumns.from("given")
                    + ", version = given.version, updated_at = given.updated_at, held = given.held"
                    + AS_ROWS
                    + " where place.id = given.id and place.version = given.version - 1";
    private static final String REMOVE =
            """
            update place set deleted_at = now(), updated_at = now(), version = version + 1
            where id = :id
            """;

    private static final String RATE =
            """
            update place set
                rating_sum = rating_sum + :sum, rating_count = rating_count + :count,
                version = version + 1
            where id = :id and deleted_at is null
            returning
            """
                    + PlaceRows.COLUMNS;

    private static final String REPLACE =
            """
            update place set
                deleted_at = now(), updated_at = now(), version = version + 1, duplicate_of = :by
            where id = :id
            """;

    private static final String FIND_REPLACEMENT =
            "select duplicate_of from place where id = :id and duplicate_of is not null";

    private static final String LOCK_ALIKE =
            """
            select id from place where id = any(:ids) or same_as = any(:ids) order by id for update
            """;

    private static final String CHANGE_SAME_AS =
            """
            with alike as (
                update place set same_as = nullif(:to, id), version = version + 1
                where same_as = :from and deleted_at is null
                returning *)
            select
            """
                    + PlaceRows.COLUMNS
                    + " from alike as place";

    private static final String OF_OWNER =
            "select "
                    + PlaceRows.COLUMNS
                    + " from place where owner_id = :owner and deleted_at is null order by id";

    private static final String CHANGE_OWNER =
            "update place set owner_id = :to where owner_id = :from";

    private static final String LIST_PHOTOS =
            """
            with listed as (
                update place set version = version + 1, photo_ids = array(
                    select id from photo where place_id = :id and ready order by id limit 20)
                where id = :id
                returning *)
            select
            """
                    + PlaceRows.COLUMNS
                    + " from listed as place where deleted_at is null";

    private final DatabaseClient database;
    private final PlaceRows rows;
    private final JsonMapper json;
    private final OpeningClock openingClock;
    private final TransactionalOperator transactional;

    R2dbcPlaces(
            DatabaseClient database,
            PlaceRows rows,
            JsonMapper json,
            OpeningClock openingClock,
            TransactionalOperator transactional) {
        this.database = database;
        this.rows = rows;
        this.json = json;
        this.openingClock = openingClock;
        this.transactional = transactional;
    }

    @Override
    public Mono<Place> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(rows::toPlace).one();
    }

    @Override
    public Mono<Place> findToChange(UUID id) {
        return database.sql(FIND_TO_CHANGE).bind("id", id).map(rows::toPlace).one();
    }

    @Override
    public Flux<Place> findAll(Collection<UUID> ids) {
        return database.sql(FIND_ALL)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(rows::toPlace)
                .all();
    }

    @Override
    public Flux<String> languages() {
        return database.sql(ALLOW_TIME)
                .then()
                .thenMany(
                        database.sql(LANGUAGES)
                                .map(row -> PlaceRows.required(row, "language", String.class))
                                .all())
                .as(transactional::transactional);
    }

    @Override
    public Flux<Place> findAfter(UUID id, int limit) {
        return database.sql(FIND_AFTER)
                .bind("id", id)
                .bind("limit", limit)
                .map(rows::toPlace)
                .all();
    }

    @Override
    public Flux<Place> findAfterToChange(UUID id, int limit) {
        return database.sql(FIND_AFTER + " for update")
                .bind("id", id)
                .bind("limit", limit)
                .map(rows::toPlace)
                .all();
    }

    @Override
    public Mono<Void> insert(List<Place> places) {
        return places.isEmpty()
                ? Mono.empty()
                : database.sql(INSERT).bind("places", toJson(places)).then();
    }

    @Override
    public Mono<Void> update(List<Place> places) {
        return places.isEmpty()
                ? Mono.empty()
                : database.sql(UPDATE)
                        .bind("places", toJson(places))
                        .fetch()
                        .rowsUpdated()
                        .flatMap(written -> requireAll(places, written));
    }

    private static Mono<Void> requireAll(List<Place> places, long written) {
        return written == places.size()
                ? Mono.empty()
                : Mono.error(() -> new OptimisticLockingFailureException("changed meanwhile"));
    }

    @Override
    public Mono<Void> remove(Place place) {
        return database.sql(REMOVE).bind("id", place.id()).then();
    }

    @Override
    public Mono<Place> rate(UUID id, int sum, int count) {
        return database.sql(RATE)
                .bind("id", id)
                .bind("sum", sum)
                .bind("count", count)
                .map(rows::toPlace)
                .one();
    }

    @Override
    public Mono<Void> replace(Place place, UUID by) {
        return database.sql(REPLACE).bind("id", place.id()).bind("by", by).then();
    }

    @Override
    public Mono<UUID> findReplacement(UUID id) {
        return database.sql(FIND_REPLACEMENT)
                .bind("id", id)
                .map(row -> PlaceRows.required(row, "duplicate_of", UUID.class))
                .one();
    }

    @Override
    public Mono<Void> lockAlike(Collection<UUID> ids) {
        return database.sql(LOCK_ALIKE).bind("ids", ids.toArray(UUID[]::new)).then();
    }

    @Override
    public Flux<Place> changeSameAs(UUID from, @Nullable UUID to) {
        return database.sql(CHANGE_SAME_AS)
                .bind("from", from)
                .bind("to", to == null ? Parameters.in(UUID.class) : Parameters.in(to))
                .map(rows::toPlace)
                .all();
    }

    @Override
    public Flux<Place> ofOwner(UUID ownerId) {
        return database.sql(OF_OWNER).bind("owner", ownerId).map(rows::toPlace).all();
    }

    @Override
    public Mono<Void> changeOwner(UUID from, @Nullable UUID to) {
        return database.sql(CHANGE_OWNER)
                .bind("from", from)
                .bind("to", to == null ? Parameters.in(UUID.class) : Parameters.in(to))
                .then();
    }

    @Override
    public Mono<Place> listPhotos(UUID id) {
        return database.sql(LIST_PHOTOS).bind("id", id).map(rows::toPlace).one();
    }

    private String toJson(List<Place> places) {
        return json.writeValueAsString(places.stream().map(this::toStored).toList());
    }

    private StoredPlace toStored(Place place) {
        return StoredPlace.of(
                place,
                PlaceKeys.of(place.content()),
                openingClock.week(place.content().openingHours()).orElse(null));
    }
}
