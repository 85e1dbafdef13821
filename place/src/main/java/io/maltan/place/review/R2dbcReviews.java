package io.maltan.place.review;

import io.maltan.place.catalogue.PlaceRows;
import io.maltan.platform.page.Cursor;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
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
            select review.*, member.display_name as author_name
            from review join place on place.id = review.place_id
                left join member on member.id = review.author_id
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

    private static final String VOTE =
            """
            insert into review_vote (review_id, user_id, at) values (:review, :user, :at)
            on conflict do nothing
            """;

    private static final String UNVOTE =
            "delete from review_vote where review_id = :review and user_id = :user";

    private static final String ADD_HELPFUL =
            "update review set helpful_count = helpful_count + :votes where id = :id";

    private static final String HELPFUL_TO =
            "select review_id from review_vote where user_id = :user and review_id = any(:ids)";

    private static final String OF_AUTHOR =
            """
            select review.*, null::text as author_name from review
            where author_id = :author order by place_id
            """;

    private static final String OF_PLACE =
            """
            select review.*, null::text as author_name from review
            where place_id = :place order by id
            """;

    private static final String VOTES_OF =
            "select review_id from review_vote where user_id = :user order by at";

    private static final String FORGET_VOTES =
            """
            with gone as (delete from review_vote where user_id = :user returning review_id)
            update review set helpful_count = helpful_count - 1
            where id in (select review_id from gone)
            """;

    /** Who has reviewed both places keeps the review of the one that stays. */
    private static final String MOVE_PLACE =
            """
            with moved as (
                update review set place_id = :to
                where place_id = :from and author_id not in (
                    select author_id from review where place_id = :to)
                returning rating),
            rated as (
                update place set
                    rating_sum = rating_sum + (select coalesce(sum(rating), 0) from moved),
                    rating_count = rating_count + (select count(*) from moved),
                    version = version + 1
                where id = :to)
            select count(*) as moved from moved
            """;

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
        String sql = listSql(column(order), cursor != null);
        DatabaseClient.GenericExecuteSpec statement =
                database.sql(sql).bind("place", placeId).bind("limit", limit);
        if (cursor != null) {
            Object key =
                    order == ReviewOrder.RECENT
                            ? cursor.instant(0)
                            : Math.toIntExact(count(cursor));
            statement = statement.bind("key", key).bind("id", cursor.uuid(1));
        }
        return statement.map(R2dbcReviews::toReview).all();
    }

    private static String column(ReviewOrder order) {
        return switch (order) {
            case RECENT -> "created_at";
            case RATING -> "rating";
            case HELPFUL -> "helpful_count";
        };
    }

    private static long count(Cursor cursor) {
        return Math.clamp(cursor.number(0), 0, Integer.MAX_VALUE);
    }

    private static String listSql(String key, boolean resumed) {
        return """
        select review.*, member.display_name as author_name
        from review left join member on member.id = review.author_id
        where place_id = :place %2$s
        order by %1$s desc, review.id desc limit :limit
        """
                .formatted(key, resumed ? "and (" + key + ", review.id) < (:key, :id)" : "");
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

    /** Tells whether the person had not voted before. */
    Mono<Boolean> insertVote(UUID reviewId, UUID userId, Instant at) {
        return changed(
                database.sql(VOTE).bind("review", reviewId).bind("user", userId).bind("at", at));
    }

    /** Tells whether the person had voted. */
    Mono<Boolean> deleteVote(UUID reviewId, UUID userId) {
        return changed(database.sql(UNVOTE).bind("review", reviewId).bind("user", userId));
    }

    private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<Void> addHelpful(UUID reviewId, int votes) {
        return database.sql(ADD_HELPFUL).bind("id", reviewId).bind("votes", votes).then();
    }

    /** Those of the reviews that a person found helpful. */
    Flux<UUID> helpfulTo(UUID userId, Collection<UUID> reviewIds) {
        return database.sql(HELPFUL_TO)
                .bind("user", userId)
                .bind("ids", reviewIds.toArray(UUID[]::new))
                .map(row -> PlaceRows.required(row, "review_id", UUID.class))
                .all();
    }

    Flux<Review> ofAuthor(UUID authorId) {
        return database.sql(OF_AUTHOR).bind("author", authorId).map(R2dbcReviews::toReview).all();
    }

    /** All of a place, whether it still exists or not. */
    Flux<Review> ofPlace(UUID placeId) {
        return database.sql(OF_PLACE).bind("place", placeId).map(R2dbcReviews::toReview).all();
    }

    Flux<UUID> votesOf(UUID userId) {
        return database.sql(VOTES_OF)
                .bind("user", userId)
                .map(row -> PlaceRows.required(row, "review_id", UUID.class))
                .all();
    }

    Mono<Void> forgetVotes(UUID userId) {
        return database.sql(FORGET_VOTES).bind("user", userId).then();
    }

    /** Tells how many reviews went over. */
    Mono<Long> movePlace(UUID from, UUID to) {
        return database.sql(MOVE_PLACE)
                .bind("from", from)
                .bind("to", to)
                .map(row -> PlaceRows.required(row, "moved", Long.class))
                .one();
    }

    private static Review toReview(Readable row) {
        return new Review(
                PlaceRows.required(row, "id", UUID.class),
                PlaceRows.required(row, "place_id", UUID.class),
                PlaceRows.required(row, "author_id", UUID.class),
                row.get("author_name", String.class),
                PlaceRows.required(row, "rating", Integer.class),
                row.get("text", String.class),
                PlaceRows.required(row, "version", Long.class),
                PlaceRows.required(row, "created_at", Instant.class),
                row.get("edited_at", Instant.class),
                PlaceRows.required(row, "helpful_count", Integer.class));
    }
}
