package io.maltan.community.meetup;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.post.PostThreads;
import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The meetups that somebody takes part in or waits for. Whoever waits next gets the seat. */
@Component
class ParticipationOfPerson implements PersonalData {

    private static final String EXPORT =
            "select post_id, waiting, at from participation where user_id = :person";
    private static final String MEETUPS =
            "select post_id from participation where user_id = :person order by post_id";
    private static final String FORGET =
            """
            with excluded as (delete from meetup_exclusion where user_id = :person)
            delete from participation where user_id = :person
            """;

    private final DatabaseClient database;
    private final PostThreads threads;
    private final Seating seating;

    ParticipationOfPerson(DatabaseClient database, PostThreads threads, Seating seating) {
        this.database = database;
        this.threads = threads;
        this.seating = seating;
    }

    @Override
    public String section() {
        return "participations";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Exported(
                                required(row, "post_id", UUID.class),
                                Participant.Status.of(required(row, "waiting", Boolean.class)),
                                required(row, "at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(MEETUPS)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(post -> leave(post, person))
                .then(database.sql(FORGET).bind("person", person).then());
    }

    private Mono<Void> leave(UUID post, UUID person) {
        return threads.lock(post)
                .then(threads.find(post))
                .flatMap(meetup -> seating.leave(meetup, List.of(person)));
    }

    /** One meetup. */
    record Exported(UUID postId, Participant.Status status, Instant at) {}
}
