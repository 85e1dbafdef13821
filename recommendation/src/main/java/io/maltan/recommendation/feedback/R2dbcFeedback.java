package io.maltan.recommendation.feedback;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
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
import tools.jackson.databind.json.JsonMapper;

/** The rows of feedback. */
@Component
public final class R2dbcFeedback {

    /** Visits of a person to a place that lie less far apart count as the first of them. */
    private static final String ONE_VISIT = "interval '14 days'";

    private static final String INSERT =
            """
            insert into feedback
                (user_id, event_id, type, place_id, at, value, recommendation_id, source, reference, backdated)
            select :user, cast(row ->> 'eventId' as uuid), lower(row ->> 'type'), cast(row ->> 'placeId' as uuid),
                cast(row ->> 'at' as timestamptz), cast(row ->> 'value' as double precision),
                cast(row ->> 'recommendationId' as uuid), :source, :reference,
                cast(row ->> 'at' as timestamptz) < :newsSince
            from jsonb_array_elements(cast(:rows as jsonb)) as row
            order by row ->> 'eventId'
            on conflict do nothing
            returning event_id
            """;

    private static final String WITHDRAW_OTHER =
            """
            update feedback set withdrawn = true
            where user_id = :user and event_id = :event and source = :source and not withdrawn
                and (place_id, value) is distinct from (:place, :value)
            returning *
            """;

    /** The time changes with the statement only. */
    private static final String RESTATE =
            """
            update feedback set withdrawn = false, retracted = false, place_id = :place, value = :value,
                at = case when (place_id, value) is distinct from (:place, :value) then :at else at end
            where user_id = :user and event_id = :event and source = :source and withdrawn
                and (not retracted or (place_id, value) is distinct from (:place, :value))
            returning *
            """;

    private static final String RETRACT =
            """
            update feedback set withdrawn = true, retracted = true
            where user_id = :user and event_id = :event and not withdrawn
            returning *
            """;

    private static final String WITHDRAW_FROM =
            """
            update feedback set withdrawn = true
            where event_id = :event and source = :source and source <> 'client' and not withdrawn
            returning *
            """;

    private static final String WITHDRAW_BOOKMARKS =
            """
            update feedback set withdrawn = true
            where user_id = :user and place_id = :place and type = 'bookmark' and source = :source
                and not withdrawn
            returning *
            """;

    private static final String WITHDRAW_BOOKMARKS_BY =
            """
            update feedback set withdrawn = true
            where user_id = :user and reference = :reference and type = 'bookmark' and source = :source
                and not withdrawn
            returning *
            """;

    private static final String ERASE = "delete from feedback where user_id = :user";

    private static final String MOVE =
            """
            with moved as (
                insert into feedback (user_id, event_id, type, place_id, at, value, recommendation_id, source,
                    withdrawn, retracted, backdated, reference)
                select :account, event_id, type, place_id, at, value, recommendation_id, source,
                    withdrawn, retracted, backdated, reference
                from feedback where user_id = :guest
                on conflict do nothing
                returning *),
            gone as (delete from feedback where user_id = :guest)
            select * from moved where not withdrawn
            """;

    private static final String PEOPLE_AT =
            "select distinct user_id from feedback where place_id = :place";

    private static final String MOVE_PLACE =
            """
            with moved as (
                update feedback set place_id = :into where user_id = :user and place_id = :from
                returning *)
            select * from moved where not withdrawn
            """;

    /** All the visits of a person that count. */
    private static final String VISITS_OF =
            """
            select place_id, at, 1 as people
            from (
                select place_id, at, lag(at) over (partition by place_id order by at, event_id) as before
                from feedback as visit
                where user_id = :user and not withdrawn and %1$s) as visit
            where before is null or before <= at - %2$s
            """
                    .formatted(visit("visit"), ONE_VISIT);

    /** Those that count with some events, less those that count without them. */
    private static final String VISITS_BY =
            """
            with visit as (
                select place_id, event_id, at, event_id = any(:events) as changed
                from feedback as visit
                where user_id = :user and place_id = any(:places)
                    and (not withdrawn or event_id = any(:events)) and %1$s),
            counted as (
                select place_id, at, 1 as people
                from (
                    select place_id, at, lag(at) over (partition by place_id order by at, event_id) as before
                    from visit) as with_them
                where before is null or before <= at - %2$s
                union all
                select place_id, at, -1 as people
                from (
                    select place_id, at, lag(at) over (partition by place_id order by at, event_id) as before
                    from visit where not changed) as without_them
                where before is null or before <= at - %2$s)
            select place_id, at, cast(sum(people) as integer) as people
            from counted group by place_id, at having sum(people) <> 0
            """
                    .formatted(visit("visit"), ONE_VISIT);

    /** How many people came to each place within a span. */
    private static final String VISITS =
            """
            select place_id, cast(count(*) as integer) as people
            from feedback as visit
            where at >= :from and at < :to and not withdrawn and %1$s
                and not exists (
                    select from feedback as earlier
                    where earlier.user_id = visit.user_id and earlier.place_id = visit.place_id
                        and (earlier.at, earlier.event_id) < (visit.at, visit.event_id)
                        and earlier.at > visit.at - %3$s
                        and not earlier.withdrawn and %2$s)
            group by place_id
            """
                    .formatted(visit("visit"), visit("earlier"), ONE_VISIT);

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
                order by at desc, event_id desc limit :limit)
            union
            (select * from feedback
                where user_id = :user and not withdrawn and type in ('dislike', 'not_interested')
                order by at desc, event_id desc limit :removals)
            union
            (select * from feedback
                where user_id = :user and not withdrawn and type = 'impression' and at > :since
                order by at desc, event_id desc limit :limit)
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
            from (select from feedback as visit where not withdrawn and %s limit :most) as counted
            """
                    .formatted(positive("visit"));

    private static final String EXPORT =
            "select * from feedback where user_id = :user and not withdrawn order by at, event_id";

    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);
    private static final int EXPORTED_AT_ONCE = 500;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcFeedback(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Whether a row means that the person came and did not regret it. */
    private static String positive(String row) {
        return "(%1$s.type in ('like', 'bookmark', 'visit', 'share') or (%1$s.type = 'rating' and %1$s.value > 3))"
                .formatted(row);
    }

    /** Whether it counts for what is popular and rising, if no other of the person's does. */
    private static String visit(String row) {
        return "not %s.backdated and %s".formatted(row, positive(row));
    }

    /** Keeps what is new; returns that. */
    Flux<Feedback> insert(UUID userId, List<Feedback> feedback, Source source) {
        if (feedback.isEmpty()) {
            return Flux.empty();
        }
        Map<UUID, Feedback> given = new HashMap<>();
        feedback.forEach(one -> given.put(one.eventId(), one));
        return database.sql(INSERT)
                .bind("user", userId)
                .bind("rows", json.writeValueAsString(feedback))
                .bind("source", source.name())
                .bind("reference", nullable(source.reference(), UUID.class))
                .bind("newsSince", source.newsSince())
                .map(row -> required(row, "event_id", UUID.class))
                .all()
                .map(id -> Objects.requireNonNull(given.get(id)));
    }

    /** Takes back what is known under the id where that is of another place or value. */
    Flux<Feedback> withdrawOtherThan(Feedback said, String source) {
        return statement(WITHDRAW_OTHER, said, source).map(R2dbcFeedback::toFeedback).all();
    }

    /**
     * Has what was taken back count again, as it is said now; what the person took back only where
     * another place or value is said.
     */
    Flux<Feedback> restate(Feedback said, String source) {
        return statement(RESTATE, said, source)
                .bind("at", said.at())
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    private DatabaseClient.GenericExecuteSpec statement(String sql, Feedback said, String source) {
        return database.sql(sql)
                .bind("user", said.userId())
                .bind("event", said.eventId())
                .bind("source", source)
                .bind("place", said.placeId())
                .bind("value", nullable(said.value(), Double.class));
    }

    private static Parameter nullable(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }

    /** Takes back, for good, what a person gave. */
    Mono<Feedback> retract(UUID userId, UUID eventId) {
        return database.sql(RETRACT)
                .bind("user", userId)
                .bind("event", eventId)
                .map(R2dbcFeedback::toFeedback)
                .one();
    }

    /** Takes back what another service told, whoever it is from. */
    Flux<Feedback> withdrawFrom(String source, UUID eventId) {
        return database.sql(WITHDRAW_FROM)
                .bind("event", eventId)
                .bind("source", source)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    Flux<Feedback> withdrawBookmarks(UUID userId, UUID placeId, String source) {
        return database.sql(WITHDRAW_BOOKMARKS)
                .bind("source", source)
                .bind("user", userId)
                .bind("place", placeId)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    Flux<Feedback> withdrawBookmarksBy(UUID userId, UUID reference, String source) {
        return database.sql(WITHDRAW_BOOKMARKS_BY)
                .bind("source", source)
                .bind("user", userId)
                .bind("reference", reference)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    Mono<Void> erase(UUID userId) {
        return database.sql(ERASE).bind("user", userId).then();
    }

    /** Makes what a guest gave an account's; returns what the account did not have. */
    Flux<Feedback> move(UUID guestId, UUID accountId) {
        return database.sql(MOVE)
                .bind("guest", guestId)
                .bind("account", accountId)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    /** Everybody who ever gave anything about a place. */
    Flux<UUID> peopleAt(UUID placeId) {
        return database.sql(PEOPLE_AT)
                .bind("place", placeId)
                .map(row -> required(row, "user_id", UUID.class))
                .all();
    }

    /** Makes what a person did with a place be about another; returns what of it counts. */
    Flux<Feedback> movePlace(UUID userId, UUID from, UUID into) {
        return database.sql(MOVE_PLACE)
                .bind("user", userId)
                .bind("from", from)
                .bind("into", into)
                .map(R2dbcFeedback::toFeedback)
                .all();
    }

    /** The visits of a person that count, one by one. */
    Flux<VisitChange> visitsOf(UUID userId) {
        return database.sql(VISITS_OF).bind("user", userId).map(R2dbcFeedback::toVisits).all();
    }

    /**
     * How events of a person change the visits that count, by being there: given just now, or taken
     * back just now and to be reversed.
     */
    Flux<VisitChange> visitsBy(UUID userId, List<Feedback> events) {
        return database.sql(VISITS_BY)
                .bind("user", userId)
                .bind("events", events.stream().map(Feedback::eventId).toArray(UUID[]::new))
                .bind(
                        "places",
                        events.stream().map(Feedback::placeId).distinct().toArray(UUID[]::new))
                .map(R2dbcFeedback::toVisits)
                .all();
    }

    /** How many people came to each place from one moment on and before another. */
    public Flux<Visits> visits(Instant from, Instant to) {
        return database.sql(VISITS)
                .bind("from", from)
                .bind("to", to)
                .map(row ->
                        new Visits(
                                required(row, "place_id", UUID.class),
                                required(row, "people", Integer.class)))
                .all();
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
     * @param removals how many dislikes and places of no interest, however old
     */
    public Flux<Feedback> history(UUID userId, Instant impressionsSince, int limit, int removals) {
        return database.sql(HISTORY)
                .bind("user", userId)
                .bind("since", impressionsSince)
                .bind("limit", limit)
                .bind("removals", removals)
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
        return database.sql(COUNT_INTERACTIONS)
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

    private static VisitChange toVisits(Readable row) {
        return new VisitChange(
                required(row, "place_id", UUID.class),
                required(row, "at", Instant.class),
                required(row, "people", Integer.class));
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

    /** How many people came to a place. */
    public record Visits(UUID placeId, int people) {}
}
