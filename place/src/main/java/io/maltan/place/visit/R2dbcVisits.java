package io.maltan.place.visit;

import io.maltan.place.catalogue.PlaceRows;
import io.maltan.place.visit.Visits.PastVisit;
import io.maltan.place.visit.Visits.Visit;
import io.maltan.platform.page.Cursor;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcVisits {

    private static final String OF_USER =
            "select "
                    + PlaceRows.COLUMNS
                    + """
                    , visit.id as visit_id, visit.user_id, visit.at
                    from visit join place on place.id = visit.place_id
                    where visit.user_id = :user and place.deleted_at is null
                    """;

    private static final String FIND = OF_USER + " and visit.id = :id";

    private static final String AFTER = " and (visit.at, visit.id) < (:at, :id)";
    private static final String NEWEST_FIRST =
            " order by visit.at desc, visit.id desc limit :limit";

    private static final String INSERT =
            "insert into visit (id, place_id, user_id, at) values (:id, :place, :user, :at)";

    private static final String OF_PERSON =
            "select id, place_id, at from visit where user_id = :user order by at, id";

    private static final String FORGET = "delete from visit where user_id = :user";

    private static final String MOVE_PERSON =
            "update visit set user_id = :to where user_id = :from";

    private static final String MOVE_PLACE =
            "update visit set place_id = :to where place_id = :from";

    private final DatabaseClient database;
    private final PlaceRows rows;

    R2dbcVisits(DatabaseClient database, PlaceRows rows) {
        this.database = database;
        this.rows = rows;
    }

    Mono<Void> insert(Visit visit) {
        return database.sql(INSERT)
                .bind("id", visit.id())
                .bind("place", visit.place().id())
                .bind("user", visit.userId())
                .bind("at", visit.at())
                .then();
    }

    Mono<Visit> find(UUID userId, UUID id) {
        return database.sql(FIND).bind("user", userId).bind("id", id).map(this::toVisit).one();
    }

    Flux<Visit> list(UUID userId, @Nullable Cursor cursor, int limit) {
        DatabaseClient.GenericExecuteSpec statement =
                database.sql(OF_USER + (cursor == null ? "" : AFTER) + NEWEST_FIRST)
                        .bind("user", userId)
                        .bind("limit", limit);
        if (cursor != null) {
            statement = statement.bind("at", cursor.instant(0)).bind("id", cursor.uuid(1));
        }
        return statement.map(this::toVisit).all();
    }

    Flux<PastVisit> ofPerson(UUID userId) {
        return database.sql(OF_PERSON)
                .bind("user", userId)
                .map(row ->
                        new PastVisit(
                                PlaceRows.required(row, "id", UUID.class),
                                PlaceRows.required(row, "place_id", UUID.class),
                                PlaceRows.required(row, "at", Instant.class)))
                .all();
    }

    Mono<Void> forget(UUID userId) {
        return database.sql(FORGET).bind("user", userId).then();
    }

    Mono<Void> movePerson(UUID from, UUID to) {
        return database.sql(MOVE_PERSON).bind("from", from).bind("to", to).then();
    }

    Mono<Void> movePlace(UUID from, UUID to) {
        return database.sql(MOVE_PLACE).bind("from", from).bind("to", to).then();
    }

    private Visit toVisit(Readable row) {
        return new Visit(
                PlaceRows.required(row, "visit_id", UUID.class),
                PlaceRows.required(row, "user_id", UUID.class),
                rows.toPlace(row),
                PlaceRows.required(row, "at", Instant.class));
    }
}
