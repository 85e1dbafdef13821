package io.maltan.recommendation.feedback;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Whether a row means that the person came and did not regret it. */
    private static final String POSITIVE =
            "(type in ('like', 'bookmark', 'visit', 'share') or (type = 'rating' and value > 3))";

    private static final String INSERT =
            """
            with kept as (
                insert into feedback (user_id, event_id, type, place_id, at, value, recommendation_id, source)
                select :user, cast(row ->> 'eventId' as uuid), lower(row ->> 'type'), cast(row ->> 'placeId' as uuid),
                    cast(row ->> 'at' as timestamptz), cast(row ->> 'value' as double precision),
                    cast(row ->> 'recommendationId' as uuid), :source
                from jsonb_array_elements(cast(:rows as jsonb)) as row
                order by row ->> 'eventId'
                on conflict do nothing
                returning *)
            select event_id, POSITIVE
                and row_number() over (partition by place_id, BLOCK order by POSITIVE desc, event_id) = 1
                and not exists (
                    select from feedback as other
                    where other.user_id = :user and other.place_id = kept.place_id and not other.withdrawn
                        and OTHER_BLOCK = BLOCK and OTHER_POSITIVE) as counts
            from kept
            """;

    private static final String REPLACE_VALUE =
            """
            update feedback set value = :value, at = :at, withdrawn = false
            where user_id = :user and event_id = :event and (value, at) is distinct from (:value, :at)
            """;

    /** What was taken back counts off where nothing else of the person's is left in its block. */
    private static final String GONE =
            """
            select gone.*, POSITIVE
                and not exists (
                    select from feedback as other
                    where other.user_id = gone.user_id and other.place_id = gone.place_id and not other.withdrawn
                        and other.event_id <> gone.event_id
                        and OTHER_BLOCK = BLOCK and OTHER_POSITIVE) as counts
            from gone
            """;

    private static final String WITHDRAW =
            """
            with gone as (
                update feedback set withdrawn = true
                where user_id = :user and event_id = :event and not withdrawn
                returning *)
            """
                    + GONE;

    private static final String WITHDRAW_BOOKMARK =
            """
            with gone as (
                update feedback set withdrawn = true
                where user_id = :user and place_id = :place and type = 'bookmark' and source = :source
                    and not withdrawn
                returning *)
            """
                    + GONE;

    private static final String WITHDRAW_SHARE =
            """
            with gone as (
                update feedback set withdrawn = true
                where event_id = :event and source = :source and not withdrawn
                returning *)
            """
                    + GONE;

    private static final String FORGET =
            """
            with gone as (delete from feedback where user_id = :user returning *)
            select distinct on (place_id, BLOCK) place_id, at from gone
            where not withdrawn and POSITIVE
            order by place_id, BLOCK, at
            """;

    /** How many people came to each place within a day, by block. */
    private static final String VISITS =
            """
            select place_id, cast(BLOCK as integer) as block, cast(count(distinct user_id) as integer) as people
            from feedback
            where at >= :from and at < :to and not withdrawn and POSITIVE
            group by place_id, block
            """;

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
            order by at desc, event_id desc
            """;

    private static final String INTERACTIONS =
            """
            select * from feedback
            where (user_id, event_id) > (:user, :event) and not withdrawn
                and type in ('like', 'bookmark', 'visit', 'share', 'rating')
            order by user_id, event_id limit :limit
            """;

    private static final String COUNT_INTERACTIONS =
            """
            select count(*) as interactions
            from (select from feedback where not withdrawn and POSITIVE limit :most) as counted
            """;

    private static final String EXPORT =
            "select * from feedback where user_id = :user and not withdrawn order by at, event_id";

    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);
    private static final int REMOVALS = 2_000;
    private static final int EXPORTED_AT_ONCE = 500;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcFeedback(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    private static String sql(String template) {
        return template.replace(
                        "OTHER_POSITIVE",
                        POSITIVE.replace("type", "other.type").replace("value", "other.value"))
                .replace("OTHER_BLOCK", VisitBlock.OF_AT.replace("at)", "other.at)"))
                .replace("POSITIVE", POSITIVE)
                .replace("BLOCK", VisitBlock.OF_AT);
    }

    /** Keeps what is new; returns that. */
    Flux<Kept> insert(UUID userId, List<Feedback> feedback, String source) {
        if (feedback.isEmpty()) {
            return Flux.empty();
        }
        Map<UUID, Feedback> given = new HashMap<>();
        feedback.forEach(one -> given.put(one.eventId(), one));
        return database.sql(sql(INSERT))
                .bind("user", userId)
                .bind("rows", json.writeValueAsString(feedback))
                .bind("source", source)
                .map(row ->
                        new Kept(
                                Objects.requireNonNull(
                                        given.get(required(row, "event_id", UUID.class))),
                                required(row, "counts", Boolean.class)))
                .all();
    }

    /** Gives a rating that is known another value; whether it had another. */
    Mono<Boolean> replaceValue(Feedback feedback) {
        return database.sql(REPLACE_VALUE)
                .bind("value", Objects.requireNonNull(feedback.value()))
                .bind("at", feedback.at())
                .bind("user", feedback.userId())
                .bind("event", feedback.eventId())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Kept> withdraw(UUID userId, UUID eventId) {
        return database.sql(sql(WITHDRAW))
                .bind("user", userId)
                .bind("event", eventId)
                .map(R2dbcFeedback::toKept)
                .one();
    }

    Flux<Kept> withdrawBookmark(UUID userId, UUID placeId, String source) {
        return database.sql(sql(WITHDRAW_BOOKMARK))
                .bind("source", source)
                .bind("user", userId)
                .bind("place", placeId)
                .map(R2dbcFeedback::toKept)
                .all();
    }

    /** Takes back what another service told, whoever it is from. */
    Flux<Kept> withdrawFrom(String source, UUID eventId) {
        return database.sql(sql(WITHDRAW_SHARE))
                .bind("event", eventId)
                .bind("source", source)
                .map(R2dbcFeedback::toKept)
                .all();
    }

    /** Deletes all of a person's; returns the visits that count no more. */
    Flux<Visit> forget(UUID userId) {
        return database.sql(sql(FORGET))
                .bind("user", userId)
                .map(row ->
                        new Visit(
                                required(row, "place_id", UUID.class),
                                required(row, "at", Instant.class)))
                .all();
    }

    /** How many people came to each place within a span of time, by {@link VisitBlock}. */
    public Flux<BlockOfVisits> visits(Instant from, Instant to) {
        return database.sql(sql(VISITS))
                .bind("from", from)
                .bind("to", to)
                .map(row ->
                        new BlockOfVisits(
                                required(row, "place_id", UUID.class),
                                required(row, "block", Integer.class),
                                required(row, "people", Integer.class)))
                .all();
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

    /** Whatever a person gave, the newest first. */
    public Flux<Feedback> latest(UUID userId, int limit) {
        return page(userId, FAR_FUTURE, LAST, limit);
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

    /** How many interactions of everybody there are; counts no further than so many. */
    public Mono<Long> countInteractions(long most) {
        return database.sql(sql(COUNT_INTERACTIONS))
                .bind("most", most)
                .map(row -> required(row, "interactions", Long.class))
                .one();
    }

    /** Everything of a person's, for them. */
    Flux<Feedback> export(UUID userId) {
        return database.sql(EXPORT)
                .bind("user", userId)
                .filter(statement -> statement.fetchSize(EXPORTED_AT_ONCE))
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    private static Kept toKept(Readable row) {
        return new Kept(toFeedback(row), required(row, "counts", Boolean.class));
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

    /** How many people came to a place within a block. */
    public record BlockOfVisits(UUID placeId, int block, int people) {}
}
