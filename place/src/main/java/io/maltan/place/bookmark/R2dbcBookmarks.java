package io.maltan.place.bookmark;

import io.maltan.place.bookmark.Bookmarks.Bookmark;
import io.maltan.place.bookmark.Bookmarks.KeptPlace;
import io.maltan.place.catalogue.PlaceRows;
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
class R2dbcBookmarks {

    private static final String INSERT =
            """
            insert into bookmark (user_id, place_id, at) values (:user, :place, :at)
            on conflict do nothing
            """;

    private static final String DELETE =
            "delete from bookmark where user_id = :user and place_id = :place";

    private static final String LIST =
            "select "
                    + PlaceRows.COLUMNS
                    + """
                    , bookmark.at
                    from bookmark join place on place.id = bookmark.place_id
                    where bookmark.user_id = :user and place.deleted_at is null
                    """;

    private static final String AFTER = " and (bookmark.at, bookmark.place_id) < (:at, :place)";
    private static final String NEWEST_FIRST =
            " order by bookmark.at desc, bookmark.place_id desc limit :limit";

    private static final String OF_PERSON =
            "select place_id, at from bookmark where user_id = :user order by at";

    private static final String FORGET = "delete from bookmark where user_id = :user";

    private static final String MOVE_PERSON =
            """
            with moved as (delete from bookmark where user_id = :from returning place_id, at)
            insert into bookmark (user_id, place_id, at) select :to, place_id, at from moved
            on conflict do nothing
            """;

    private static final String MOVE_PLACE =
            """
            with moved as (delete from bookmark where place_id = :from returning user_id, at)
            insert into bookmark (user_id, place_id, at) select user_id, :to, at from moved
            on conflict do nothing
            """;

    private final DatabaseClient database;
    private final PlaceRows rows;

    R2dbcBookmarks(DatabaseClient database, PlaceRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Tells whether it was not there yet. */
    Mono<Boolean> insert(UUID userId, UUID placeId, Instant at) {
        return database.sql(INSERT)
                .bind("user", userId)
                .bind("place", placeId)
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(written -> written > 0);
    }

    /** Tells whether it was there. */
    Mono<Boolean> delete(UUID userId, UUID placeId) {
        return database.sql(DELETE)
                .bind("user", userId)
                .bind("place", placeId)
                .fetch()
                .rowsUpdated()
                .map(written -> written > 0);
    }

    Flux<Bookmark> list(UUID userId, @Nullable Cursor cursor, int limit) {
        DatabaseClient.GenericExecuteSpec statement =
                database.sql(LIST + (cursor == null ? "" : AFTER) + NEWEST_FIRST)
                        .bind("user", userId)
                        .bind("limit", limit);
        if (cursor != null) {
            statement = statement.bind("at", cursor.instant(0)).bind("place", cursor.uuid(1));
        }
        return statement.map(this::toBookmark).all();
    }

    Flux<KeptPlace> ofPerson(UUID userId) {
        return database.sql(OF_PERSON)
                .bind("user", userId)
                .map(row ->
                        new KeptPlace(
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

    private Bookmark toBookmark(Readable row) {
        return new Bookmark(rows.toPlace(row), PlaceRows.required(row, "at", Instant.class));
    }
}
