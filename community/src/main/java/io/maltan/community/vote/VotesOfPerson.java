package io.maltan.community.vote;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.PersonalData;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How somebody voted. Votes that are erased are no longer counted. */
@Component
class VotesOfPerson implements PersonalData {

    private static final String EXPORT =
            """
            select 'post' as kind, post_id as id, value from post_vote where voter_id = :person
            union all
            select 'comment', comment_id, value from comment_vote where voter_id = :person
            """;

    /** What is voted on is locked first, in one order, as by everybody who votes. */
    private static final String LOCK =
            """
            select {counts_key} from {counts}
             where {counts_key} in (select {votes_key} from {votes} where voter_id = :person)
             order by {counts_key} for update
            """;

    private static final String FORGET =
            """
            with gone as (delete from {votes} where voter_id = :person returning {votes_key} as subject, value)
            update {counts} c
               set up_count = c.up_count - (gone.value = 1)::int, down_count = c.down_count - (gone.value = -1)::int
              from gone where c.{counts_key} = gone.subject
            returning gone.subject, c.up_count, c.down_count
            """;
    private static final int EVENTS_AT_ONCE = 500;

    private final DatabaseClient database;
    private final List<Recounted> counted;
    private final Outbox outbox;

    VotesOfPerson(DatabaseClient database, List<Recounted> counted, Outbox outbox) {
        this.database = database;
        this.counted = List.copyOf(counted);
        this.outbox = outbox;
    }

    @Override
    public String section() {
        return "votes";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Exported(
                                required(row, "kind", String.class),
                                required(row, "id", UUID.class),
                                required(row, "value", Integer.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return Flux.fromIterable(counted)
                .concatMap(kind -> lock(kind.poll(), person).then(forget(kind, person)))
                .then();
    }

    private Mono<Void> lock(Poll poll, UUID person) {
        return database.sql(poll.in(LOCK)).bind("person", person).then();
    }

    private Mono<Void> forget(Recounted kind, UUID person) {
        return database.sql(kind.poll().in(FORGET))
                .bind("person", person)
                .map(VotesOfPerson::toCount)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .buffer(EVENTS_AT_ONCE)
                .concatMap(counts -> announce(kind, counts))
                .then();
    }

    private Mono<Void> announce(Recounted kind, List<Map.Entry<UUID, Tally>> counts) {
        return kind.toEvents(
                        counts.stream()
                                .collect(
                                        Collectors.toUnmodifiableMap(
                                                Map.Entry::getKey, Map.Entry::getValue)))
                .collectList()
                .flatMap(outbox::append);
    }

    private static Map.Entry<UUID, Tally> toCount(Readable row) {
        return Map.entry(
                required(row, "subject", UUID.class),
                new Tally(
                        required(row, "up_count", Integer.class),
                        required(row, "down_count", Integer.class),
                        null));
    }

    /** One vote. */
    record Exported(String kind, UUID id, int value) {}
}
