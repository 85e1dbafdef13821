package io.maltan.community.meetup;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.member.Author;
import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Who takes part in what. Whatever changes it has locked the meetup's thread before, so counts and
 * rows stay in step, and seats are given out one after the other.
 */
@Repository
class R2dbcParticipations {

    private static final String STATE =
            """
            m.capacity, m.joined, m.waiting, m.cancelled,
            not m.cancelled and clock_timestamp() < m.deadline as open
            """;
    private static final String SEATS =
            "select " + STATE + " from meetup m where m.post_id = :post";
    private static final String JOIN =
            """
            with asking as (
                select given.person, row_number() over (order by given.number) as turn
                  from unnest(:people) with ordinality as given (person, number)
                 where not exists (
                        select 1 from participation p where p.post_id = :post and p.user_id = given.person)
                   and not exists (
                        select 1 from meetup_exclusion e where e.post_id = :post and e.user_id = given.person)
            ), come as (
                insert into participation (post_id, user_id, waiting, arrival, at)
                select :post, a.person, a.turn > m.capacity - m.joined or m.waiting > 0, m.arrivals + a.turn, clock_timestamp()
                  from asking a cross join meetup m where m.post_id = :post
                returning user_id, waiting
            ), counted as (
                select count(*) filter (where not waiting)::int as joined, count(*) filter (where waiting)::int as waiting,
                       count(*) as all_of_them, coalesce(array_agg(user_id), '{}') as people
                  from come
            )
            update meetup m
               set joined = m.joined + c.joined, waiting = m.waiting + c.waiting, arrivals = m.arrivals + c.all_of_them
              from counted c where m.post_id = :post
            returning c.people,
            """
                    + STATE;
    private static final String LEAVE =
            """
            with gone as (
                delete from participation where post_id = :post and user_id = any(:people) returning user_id, waiting
            ), counted as (
                select count(*) filter (where not waiting)::int as joined, count(*) filter (where waiting)::int as waiting,
                       coalesce(array_agg(user_id), '{}') as people
                  from gone
            )
            update meetup m set joined = m.joined - c.joined, waiting = m.waiting - c.waiting
              from counted c where m.post_id = :post
            returning c.people,
            """
                    + STATE;

    /** There are no seats to give in what has begun, is cancelled or is removed. */
    private static final String PROMOTE =
            """
            with free as (
                select greatest(m.capacity - m.joined, 0) as seats
                  from meetup m join post p on p.id = m.post_id
                 where m.post_id = :post and not m.cancelled and clock_timestamp() < m.starts_at and p.removed_at is null
            ), next as (
                select user_id from participation
                 where post_id = :post and waiting
                 order by arrival
                 limit coalesce((select seats from free), 0)
            ), promoted as (
                update participation p set waiting = false, at = clock_timestamp()
                  from next where p.post_id = :post and p.user_id = next.user_id
                returning p.user_id
            ), counted as (
                select count(*)::int as joined, coalesce(array_agg(user_id), '{}') as people from promoted
            )
            update meetup m set joined = m.joined + c.joined, waiting = m.waiting - c.joined
              from counted c where m.post_id = :post
            returning c.people,
            """
                    + STATE;

    private static final String EXCLUDE =
            """
            insert into meetup_exclusion (post_id, user_id) select :post, unnest(:people)
            on conflict do nothing
            """;
    private static final String EXCLUDED =
            "select user_id from meetup_exclusion where post_id = :post and user_id = any(:people)";
    private static final String PARTICIPANTS =
            """
            select p.user_id, m.display_name, p.waiting, p.arrival, p.at
              from participation p left join member m on m.id = p.user_id
             where p.post_id = :post
            """;
    private static final String AMONG = PARTICIPANTS + " and p.user_id = any(:people)";
    private static final String PAGE =
            PARTICIPANTS
                    + " and (p.waiting, p.arrival) > (:waits, :arrival) and "
                    + AuthorVisibility.of("p.user_id")
                    + " order by p.waiting, p.arrival limit :limit";

    private final DatabaseClient database;

    R2dbcParticipations(DatabaseClient database) {
        this.database = database;
    }

    Mono<Seats> find(UUID post) {
        return database.sql(SEATS).bind("post", post).map(R2dbcParticipations::toSeats).one();
    }

    /** Those who were not there yet come in, in this order, and wait where no seat is left. */
    Mono<Seats.Change> join(UUID post, Collection<UUID> people) {
        return change(JOIN, post, people);
    }

    Mono<Seats.Change> leave(UUID post, Collection<UUID> people) {
        return change(LEAVE, post, people);
    }

    /** Gives free seats to those who have waited longest. */
    Mono<Seats.Change> promote(UUID post) {
        return database.sql(PROMOTE).bind("post", post).map(R2dbcParticipations::toChange).one();
    }

    Mono<Void> exclude(UUID post, Collection<UUID> people) {
        return database.sql(EXCLUDE)
                .bind("post", post)
                .bind("people", people.toArray(UUID[]::new))
                .then();
    }

    Mono<Set<UUID>> excluded(UUID post, Collection<UUID> people) {
        return database.sql(EXCLUDED)
                .bind("post", post)
                .bind("people", people.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of the people who take part or wait. */
    Mono<Map<UUID, Participant>> among(UUID post, Collection<UUID> people) {
        return database.sql(AMONG)
                .bind("post", post)
                .bind("people", people.toArray(UUID[]::new))
                .map(R2dbcParticipations::toRanked)
                .all()
                .map(Ranked::participant)
                .collectMap(participant -> participant.user().id());
    }

    /** First those who take part, then those who wait, each in the order of their coming. */
    Mono<Page<Participant>> list(UUID post, Viewer viewer, PageRequest page) {
        Cursor cursor = page.cursor();
        return AuthorVisibility.bind(database.sql(PAGE), viewer)
                .bind("post", post)
                .bind("waits", cursor != null && cursor.number(0) == 1)
                .bind("arrival", cursor == null ? -1L : cursor.number(1))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcParticipations::toRanked)
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), Ranked::cursor).map(Ranked::participant));
    }

    private Mono<Seats.Change> change(String statement, UUID post, Collection<UUID> people) {
        return database.sql(statement)
                .bind("post", post)
                .bind("people", people.toArray(UUID[]::new))
                .map(R2dbcParticipations::toChange)
                .one();
    }

    private static Seats.Change toChange(Readable row) {
        return new Seats.Change(Set.of(required(row, "people", UUID[].class)), toSeats(row));
    }

    private static Seats toSeats(Readable row) {
        return new Seats(
                required(row, "capacity", Integer.class),
                required(row, "joined", Integer.class),
                required(row, "waiting", Integer.class),
                required(row, "open", Boolean.class),
                required(row, "cancelled", Boolean.class));
    }

    private static Ranked toRanked(Readable row) {
        UUID id = required(row, "user_id", UUID.class);
        boolean waiting = required(row, "waiting", Boolean.class);
        return new Ranked(
                new Participant(
                        Author.of(id, row.get("display_name", String.class)),
                        Participant.Status.of(waiting),
                        required(row, "at", Instant.class)),
                required(row, "arrival", Long.class));
    }

    private record Ranked(Participant participant, long arrival) {

        Cursor cursor() {
            boolean waits = participant.status() == Participant.Status.WAITING;
            return Cursor.of(waits ? 1 : 0, arrival);
        }
    }
}
