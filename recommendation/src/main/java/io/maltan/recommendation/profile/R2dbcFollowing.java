package io.maltan.recommendation.profile;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of who follows whom, and of which places people wrote about in public. */
@Component
final class R2dbcFollowing {

    private static final String FOLLOW =
            """
            insert into follow as known (follower, followee, at) values (:follower, :followee, :at)
            on conflict (follower, followee) do update set at = excluded.at where known.at < excluded.at
            """;

    private static final String UNFOLLOW =
            "delete from follow where follower = :follower and followee = :followee and at <= :at";

    private static final String MENTION =
            """
            insert into mention (reference, author, place_id, at) values (:reference, :author, :place, :at)
            on conflict (reference) do update set place_id = excluded.place_id, at = excluded.at
            """;

    private static final String UNMENTION =
            "delete from mention where reference = :reference returning author";

    private static final String MOVE_PLACE =
            "update mention set place_id = :into where place_id = :from returning author";

    private static final String LATEST_FOLLOWERS =
            "select follower from follow where followee = :followee order by at desc limit :limit";

    private static final String FOLLOWERS_AFTER =
            """
            select follower from follow where followee = :followee and follower > :after
            order by follower limit :limit
            """;

    private static final String PLACES =
            """
            select place_id, cast(count(distinct author) as integer) as people
            from follow join mention on author = followee
            where follower = :person and mention.at > now() - interval '180 days'
            group by place_id order by count(distinct author) desc, max(mention.at) desc limit :limit
            """;

    private static final String FOLLOWED =
            "select followee, at from follow where follower = :person order by at, followee";

    private static final String ERASE =
            """
            with unfollowed as (delete from follow where follower = :person or followee = :person)
            delete from mention where author = :person
            """;

    private static final String MOVE =
            """
            with moved as (
                insert into follow (follower, followee, at)
                select :account, followee, at from follow where follower = :guest and followee <> :account
                on conflict do nothing)
            delete from follow where follower = :guest
            """;

    private static final int MOST_PLACES = 200;

    private final DatabaseClient database;

    R2dbcFollowing(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> follow(UUID follower, UUID followee, Instant at) {
        return database.sql(FOLLOW)
                .bind("follower", follower)
                .bind("followee", followee)
                .bind("at", at)
                .then();
    }

    Mono<Void> unfollow(UUID follower, UUID followee, Instant at) {
        return database.sql(UNFOLLOW)
                .bind("follower", follower)
                .bind("followee", followee)
                .bind("at", at)
                .then();
    }

    /** Notes that somebody wrote about a place. */
    Mono<Void> mention(UUID reference, UUID author, UUID place, Instant at) {
        return database.sql(MENTION)
                .bind("reference", reference)
                .bind("author", author)
                .bind("place", place)
                .bind("at", at)
                .then();
    }

    /** Takes it back; whose it was, if it was there. */
    Mono<UUID> unmention(UUID reference) {
        return database.sql(UNMENTION)
                .bind("reference", reference)
                .map(row -> required(row, "author", UUID.class))
                .one();
    }

    /** Makes what was written of a place be of another; returns by whom. */
    Flux<UUID> movePlace(UUID from, UUID into) {
        return database.sql(MOVE_PLACE)
                .bind("from", from)
                .bind("into", into)
                .map(row -> required(row, "author", UUID.class))
                .all();
    }

    Flux<UUID> latestFollowers(UUID followee, int limit) {
        return database.sql(LATEST_FOLLOWERS)
                .bind("followee", followee)
                .bind("limit", limit)
                .map(row -> required(row, "follower", UUID.class))
                .all();
    }

    /** Followers in the order of their ids, after one of them. */
    Flux<UUID> followersAfter(UUID followee, UUID follower, int limit) {
        return database.sql(FOLLOWERS_AFTER)
                .bind("followee", followee)
                .bind("after", follower)
                .bind("limit", limit)
                .map(row -> required(row, "follower", UUID.class))
                .all();
    }

    /** The places that those whom a person follows wrote about, and how many of them. */
    Mono<Map<UUID, Integer>> placesFor(UUID person) {
        return database.sql(PLACES)
                .bind("person", person)
                .bind("limit", MOST_PLACES)
                .map(row ->
                        Map.entry(
                                required(row, "place_id", UUID.class),
                                required(row, "people", Integer.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Flux<Followed> followedBy(UUID person) {
        return database.sql(FOLLOWED)
                .bind("person", person)
                .map(row ->
                        new Followed(
                                required(row, "followee", UUID.class),
                                required(row, "at", Instant.class)))
                .all();
    }

    Mono<Void> erase(UUID person) {
        return database.sql(ERASE).bind("person", person).then();
    }

    Mono<Void> move(UUID guest, UUID account) {
        return database.sql(MOVE).bind("guest", guest).bind("account", account).then();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** That a person follows another. */
    record Followed(UUID userId, Instant at) {}
}
