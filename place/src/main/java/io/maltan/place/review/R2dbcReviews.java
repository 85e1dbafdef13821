package io.maltan.place.review;

import io.maltan.place.catalogue.PlaceRows;
import io.maltan.platform.page.Cursor;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcReviews {

    private static final String FIND =
            """
            select review.* from review join place on place.id = review.place_id
            where review.id = :id and place.deleted_at is null
            """;

    private static final String FIND_TO_CHANGE = FIND + " for update of review";

    private static final String INSERT =
            """
            insert into review (id, place_id, author_id, rating, text, version, created_at)
            values (:id, :place, :author, :rating, :text, :version, :created)
            """;

    private static final String UPDATE =
            """
            update review set rating = :rating, text = :text, version = :version, edited_at = :edited
            where id = :id
            """;

    private static final String DELETE = "delete from review where id = :id";

    private final DatabaseClient database;

    R2dbcReviews(DatabaseClient database) {
        this.database = database;
    }

    Mono<Review> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(R2dbcReviews::toReview).one();
    }

    Mono<Review> findToChange(UUID id) {
        return database.sql(FIND_TO_CHANGE).bind("id", id).map(R2dbcReviews::toReview).one();
    }

    Flux<Review> list(UUID placeId, ReviewOrder order, @Nullable Cursor cursor, int limit) {
        boolean best = order == ReviewOrder.RATING;
        String sql = listSql(best ? "rating" : "created_at", cursor != null);
        DatabaseClient.GenericExecuteSpec statement =
                database.sql(sql).bind("place", placeId).bind("limit", limit);
        if (cursor != null) {
            Object key = best ? (Object) (int) cursor.number(0) : cursor.instant(0);
            statement = statement.bind("key", key).bind("id", cursor.uuid(1));
        }
        return statement.map(R2dbcReviews::toReview).all();
    }

    private static String listSql(String key, boolean resumed) {
        return """
        select * from review where place_id = :place %2$s
        order by %1$s desc, id desc limit :limit
        """
                .formatted(key, resumed ? "and (" + key + ", id) < (:key, :id)" : "");
    }

    Mono<Void> insert(Review review) {
        return database.sql(INSERT)
                .bind("id", review.id())
                .bind("place", review.placeId())
                .bind("author", review.authorId())
                .bind("rating", review.rating())
                .bind("text", Parameters.in(R2dbcType.VARCHAR, review.text()))
                .bind("version", review.version())
                .bind("created", review.createdAt())
                .then();
    }

    Mono<Void> update(Review review) {
        Instant edited = review.editedAt() == null ? review.createdAt() : review.editedAt();
        return database.sql(UPDATE)
                .bind("id", review.id())
                .bind("rating", review.rating())
                .bind("text", Parameters.in(R2dbcType.VARCHAR, review.text()))
                .bind("version", review.version())
                .bind("edited", edited)
                .then();
    }

    Mono<Void> delete(UUID id) {
        return database.sql(DELETE).bind("id", id).then();
    }

    private static Review toReview(Readable row) {
        return new Review(
                PlaceRows.required(row, "id", UUID.class),
                PlaceRows.required(row, "place_id", UUID.class),
                PlaceRows.required(row, "author_id", UUID.class),
                PlaceRows.required(row, "rating", Integer.class),
                row.get("text", String.class),
                PlaceRows.required(row, "version", Long.class),
                PlaceRows.required(row, "created_at", Instant.class),
                row.get("edited_at", Instant.class));
    }
}
