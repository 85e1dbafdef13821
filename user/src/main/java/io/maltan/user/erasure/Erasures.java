package io.maltan.user.erasure;

import static io.maltan.user.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The erasures in the database, and who is still to be erased. */
@Repository
class Erasures {

    /** Somebody to be erased, and how often the services were asked to. */
    record Due(UUID erasureId, UUID person, int requests) {}

    private static final String ADD =
            """
            insert into erasure (id, requested_at) values (:id, :now)
            """;
    private static final String ADD_SUBJECTS =
            """
            insert into erasure_subject (person, erasure_id, next_request_at)
            select person, :id, :nextRequestAt from unnest(:people::uuid[]) as person
            """;
    private static final String LOCK =
            """
            select id from erasure where id = :id and completed_at is null for update
            """;
    private static final String ADD_ANSWER =
            """
            insert into erasure_answer (person, service, answered_at)
            select person, :service, :now from erasure_subject
            where person = :person and erasure_id = :id
            on conflict do nothing
            """;
    private static final String COMPLETE =
            """
            update erasure set completed_at = :now
            where id = :id and completed_at is null
                and not exists (
                    select from erasure_subject subject
                    where subject.erasure_id = erasure.id
                        and (select count(*) from erasure_answer answer
                            where answer.person = subject.person) < :services)
            """;
    private static final String FORGET_SUBJECTS =
            """
            delete from erasure_subject where erasure_id = :id
            """;
    private static final String IS_COMPLETED =
            """
            select completed_at is not null as completed from erasure where id = :id
            """;
    private static final String ANSWERED =
            """
            select answer.service from erasure_answer answer
            join erasure_subject subject on subject.person = answer.person
            where subject.erasure_id = :id
            group by answer.service
            having count(*) = (select count(*) from erasure_subject where erasure_id = :id)
            """;
    private static final String DUE =
            """
            select erasure_id, person, requests from erasure_subject
            where next_request_at <= :now
            order by next_request_at
            limit :limit
            for update skip locked
            """;
    private static final String POSTPONE =
            """
            update erasure_subject
            set requests = requests + 1, next_request_at = :nextRequestAt
            where person = :person
            """;

    private final DatabaseClient database;

    Erasures(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(UUID id, List<UUID> people, Instant now, Instant nextRequestAt) {
        return database.sql(ADD)
                .bind("id", id)
                .bind("now", now)
                .then()
                .then(
                        database.sql(ADD_SUBJECTS)
                                .bind("id", id)
                                .bind("people", people.toArray(UUID[]::new))
                                .bind("nextRequestAt", nextRequestAt)
                                .then());
    }

    /** Locks an erasure that is under way, so that its answers are counted one after the other. */
    Mono<UUID> lock(UUID id) {
        return database.sql(LOCK).bind("id", id).map(row -> required(row, "id", UUID.class)).one();
    }

    Mono<Void> addAnswer(UUID id, UUID person, String service, Instant now) {
        return database.sql(ADD_ANSWER)
                .bind("id", id)
                .bind("person", person)
                .bind("service", service)
                .bind("now", now)
                .then();
    }

    /** Completes an erasure where all services have answered; true for the one that does. */
    Mono<Boolean> complete(UUID id, Instant now) {
        return database.sql(COMPLETE)
                .bind("id", id)
                .bind("now", now)
                .bind("services", Participant.values().length)
                .fetch()
                .rowsUpdated()
                .map(completed -> completed > 0);
    }

    Mono<Void> forgetSubjects(UUID id) {
        return database.sql(FORGET_SUBJECTS).bind("id", id).then();
    }

    Mono<ErasureStatus> status(UUID id) {
        return database.sql(IS_COMPLETED)
                .bind("id", id)
                .map(row -> required(row, "completed", Boolean.class))
                .one()
                .flatMap(completed ->
                        answered(id)
                                .collectList()
                                .map(services ->
                                        new ErasureStatus(
                                                completed, java.util.Set.copyOf(services))));
    }

    private Flux<String> answered(UUID id) {
        return database.sql(ANSWERED)
                .bind("id", id)
                .map(row -> required(row, "service", String.class))
                .all();
    }

    /** Those whom the services are to be asked about again, locked. */
    Flux<Due> due(Instant now, int limit) {
        return database.sql(DUE).bind("now", now).bind("limit", limit).map(Erasures::toDue).all();
    }

    private static Due toDue(Readable row) {
        return new Due(
                required(row, "erasure_id", UUID.class),
                required(row, "person", UUID.class),
                required(row, "requests", Integer.class));
    }

    Mono<Void> postpone(UUID person, Instant nextRequestAt) {
        return database.sql(POSTPONE)
                .bind("person", person)
                .bind("nextRequestAt", nextRequestAt)
                .then();
    }
}
