package io.maltan.community.vote;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * One vote a person, and counts that are always the sum of the votes.
 *
 * <p>The row with the counts is locked first. Votes on the same thing therefore follow one another,
 * each seeing the one before; a vote and its effect on the counts are one statement.
 */
@Repository
public class Ballots {

    private static final String LOCK =
            "select up_count, down_count from {counts} where {counts_key} = :subject for update";
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
            returning up_count, down_count
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
            returning up_count, down_count
            """;

    private final DatabaseClient database;

    Ballots(DatabaseClient database) {
        this.database = database;
    }

    /** Casts, changes or (with 0) withdraws a vote, within the caller's transaction. */
    public Mono<Outcome> cast(Poll poll, UUID subject, UUID voter, int value) {
        return lock(poll, subject)
                .flatMap(before ->
                        count(poll, subject, voter, value)
                                .map(after -> outcome(before, after, value)));
    }

    private Mono<Tally> lock(Poll poll, UUID subject) {
        return database.sql(poll.in(LOCK)).bind("subject", subject).map(Ballots::toTally).one();
    }

    private Mono<Tally> count(Poll poll, UUID subject, UUID voter, int value) {
        DatabaseClient.GenericExecuteSpec statement =
                value == 0
                        ? database.sql(poll.in(WITHDRAW))
                        : database.sql(poll.in(CAST)).bind("value", value);
        return statement.bind("subject", subject).bind("voter", voter).map(Ballots::toTally).one();
    }

    private static Outcome outcome(Tally before, Tally after, int value) {
        return new Outcome(new Tally(after.up(), after.down(), value), !before.equals(after));
    }

    private static Tally toTally(Readable row) {
        return new Tally(
                required(row, "up_count", Integer.class),
                required(row, "down_count", Integer.class),
                null);
    }

    /** What a vote led to, and whether it changed anything. */
    public record Outcome(Tally tally, boolean changed) {}
}
