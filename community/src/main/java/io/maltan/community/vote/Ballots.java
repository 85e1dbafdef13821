package io.maltan.community.vote;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * One vote a person, and counts that are always the sum of the votes.
 *
 * <p>Whatever is voted on is locked first: votes on it follow one another, each seeing the one
 * before. A vote and its effect on the counts are one statement.
 */
@Repository
public class Ballots {

    private static final String CAST =
            """
            with before as (
                select value from {votes} where {votes_key} = :subject and voter_id = :voter
            ), cast_vote as (
                insert into {votes} ({votes_key}, voter_id, value) values (:subject, :voter, :value)
                on conflict ({votes_key}, voter_id) do update set value = excluded.value
            )
            update {counts}
               set up_count = up_count + (:value = 1)::int - coalesce((select (value = 1)::int from before), 0),
                   down_count = down_count + (:value = -1)::int - coalesce((select (value = -1)::int from before), 0)
             where {counts_key} = :subject
            returning up_count, down_count, coalesce((select value from before), 0) as former
            """;
    private static final String WITHDRAW =
            """
            with before as (
                delete from {votes} where {votes_key} = :subject and voter_id = :voter returning value
            )
            update {counts}
               set up_count = up_count - coalesce((select (value = 1)::int from before), 0),
                   down_count = down_count - coalesce((select (value = -1)::int from before), 0)
             where {counts_key} = :subject
            returning up_count, down_count, coalesce((select value from before), 0) as former
            """;

    private final DatabaseClient database;

    Ballots(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Casts, changes or (with 0) withdraws a vote, within the transaction that has locked what it
     * is on.
     */
    public Mono<Outcome> cast(Poll poll, UUID subject, UUID voter, int value) {
        GenericExecuteSpec statement =
                value == 0
                        ? database.sql(poll.in(WITHDRAW))
                        : database.sql(poll.in(CAST)).bind("value", value);
        return statement
                .bind("subject", subject)
                .bind("voter", voter)
                .map(row -> toOutcome(row, value))
                .one();
    }

    private static Outcome toOutcome(Readable row, int value) {
        Tally tally =
                new Tally(
                        required(row, "up_count", Integer.class),
                        required(row, "down_count", Integer.class),
                        value);
        return new Outcome(tally, required(row, "former", Integer.class) != value);
    }

    /** What a vote led to, and whether it changed anything. */
    public record Outcome(Tally tally, boolean changed) {}
}
