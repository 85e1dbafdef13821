package io.maltan.community.vote;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
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
            """;

    private final DatabaseClient database;

    VotesOfPerson(DatabaseClient database) {
        this.database = database;
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
        return Flux.just(Poll.POSTS, Poll.COMMENTS)
                .concatMap(poll -> run(poll.in(LOCK), person).then(run(poll.in(FORGET), person)))
                .then();
    }

    private Mono<Void> run(String statement, UUID person) {
        return database.sql(statement).bind("person", person).then();
    }

    /** One vote. */
    record Exported(String kind, UUID id, int value) {}
}
