package io.maltan.recommendation.feedback;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The rows of feedback. */
@Component
public final class R2dbcFeedback {

    private static final String INSERT =
            """
            insert into feedback (user_id, event_id, type, place_id, at, value, recommendation_id, source)
            select :user, cast(row ->> 'eventId' as uuid), lower(row ->> 'type'), cast(row ->> 'placeId' as uuid),
                cast(row ->> 'at' as timestamptz), cast(row ->> 'value' as double precision),
                cast(row ->> 'recommendationId' as uuid), :source
            from jsonb_array_elements(cast(:rows as jsonb)) as row
            order by row ->> 'eventId'
            on conflict do nothing
            returning event_id
            """;

    private static final String REPLACE_VALUE =
            """
            update feedback set value = :value, at = :at, withdrawn = false
            where user_id = :user and event_id = :event
            """;

    private static final String WITHDRAW =
            """
            update feedback set withdrawn = true
            where user_id = :user and event_id = :event and not withdrawn
            returning *
            """;

    private static final String WITHDRAW_BOOKMARK =
            """
            update feedback set withdrawn = true
            where user_id = :user and place_id = :place and type = 'bookmark' and source = 'place' and not withdrawn
            returning *
            """;

    private static final String FORGET = "delete from feedback where user_id = :user";

    private static final String MOVE =
            """
            with moved as (
                insert into feedback
                    (user_id, event_id, type, place_id, at, value, recommendation_id, source, withdrawn)
                select :account, event_id, type, place_id, at, value, recommendation_id, source, withdrawn
                from feedback where user_id = :guest
                on conflict do nothing)
            delete from feedback where user_id = :guest
            """;

    private static final String PAGE =
            """
            select * from feedback
            where user_id = :user and not withdrawn and (at, event_id) < (:at, :event)
            order by at desc, event_id desc limit :limit
            """;

    /** Every removal counts however old; of the rest the recent ones tell the taste. */
    private static final String HISTORY =
            """
            (select * from feedback
                where user_id = :user and not withdrawn and type <> 'impression'
                order by at desc limit :limit)
            union
            (select * from feedback
                where user_id = :user and not withdrawn and type in ('dislike', 'not_interested')
                order by at desc limit :removals)
            union
            (select * from feedback
                where user_id = :user and not withdrawn and type = 'impression' and at > :since
                order by at desc limit :limit)
            order by at desc
            """;

    private static final String INTERACTIONS =
            """
            select * from feedback
            where (user_id, event_id) > (:user, :event) and not withdrawn
                and type in ('like', 'bookmark', 'visit', 'share', 'rating')
            order by user_id, event_id limit :limit
            """;

    private static final int REMOVALS = 2_000;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcFeedback(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Keeps what is new; returns the ids of those events. */
    Flux<UUID> insert(UUID userId, List<Feedback> feedback, String source) {
        if (feedback.isEmpty()) {
            return Flux.empty();
        }
        return database.sql(INSERT)
                .bind("user", userId)
                .bind("rows", json.writeValueAsString(feedback))
                .bind("source", source)
                .map(row -> required(row, "event_id", UUID.class))
                .all();
    }

    Mono<Void> replaceValue(Feedback feedback) {
        return database.sql(REPLACE_VALUE)
                .bind("value", Objects.requireNonNull(feedback.value()))
                .bind("at", feedback.at())
                .bind("user", feedback.userId())
                .bind("event", feedback.eventId())
                .then();
    }

    Mono<Feedback> withdraw(UUID userId, UUID eventId) {
        return database.sql(WITHDRAW)
                .bind("user", userId)
                .bind("event", eventId)
                .map(R2dbcFeedback::toFeedback)
                .one();
    }

    Flux<Feedback> withdrawBookmark(UUID userId, UUID placeId) {
        return database.sql(WITHDRAW_BOOKMARK)
                .bind("user", userId)
                .bind("place", placeId)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    Mono<Void> forget(UUID userId) {
        return database.sql(FORGET).bind("user", userId).then();
    }

    Mono<Void> move(UUID guestId, UUID accountId) {
        return database.sql(MOVE).bind("guest", guestId).bind("account", accountId).then();
    }

    /** What a person gave before a point, the newest first. */
    Flux<Feedback> page(UUID userId, Instant at, UUID eventId, int limit) {
        return database.sql(PAGE)
                .bind("user", userId)
                .bind("at", at)
                .bind("event", eventId)
                .bind("limit", limit)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    /**
     * What tells a person's taste, the newest first.
     *
     * @param impressionsSince impressions before this do not count any more
     * @param limit how many events of taste, and how many impressions
     */
    public Flux<Feedback> history(UUID userId, Instant impressionsSince, int limit) {
        return database.sql(HISTORY)
                .bind("user", userId)
                .bind("since", impressionsSince)
                .bind("limit", limit)
                .bind("removals", REMOVALS)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    /** Interactions of everybody, in the order of people and events, after a point. */
    public Flux<Feedback> interactionsAfter(UUID userId, UUID eventId, int limit) {
        return database.sql(INTERACTIONS)
                .bind("user", userId)
                .bind("event", eventId)
                .bind("limit", limit)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    private static Feedback toFeedback(Readable row) {
        return new Feedback(
                required(row, "event_id", UUID.class),
                required(row, "user_id", UUID.class),
                FeedbackType.ofCode(required(row, "type", String.class)).orElseThrow(),
                required(row, "place_id", UUID.class),
                required(row, "at", Instant.class),
                row.get("value", Double.class),
                row.get("recommendation_id", UUID.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
