package io.maltan.community.vote;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * One vote a person, and counts that are always the sum of the votes.
 *
 * <p>Whatever is voted on is locked first: votes on it follow one another, each seeing the one
 * before. Votes and their effect on the counts are one statement.
 */
@Repository
public class Ballots {

    private static final String CAST =
            """
            with given as (
                select voter, value from unnest(:voters, :values) as given (voter, value)
            ), before as (
                select v.voter_id, v.value from {votes} v join given g on g.voter = v.voter_id
                 where v.{votes_key} = :subject
            ), withdrawn as (
                delete from {votes} v using given g
                 where v.{votes_key} = :subject and v.voter_id = g.voter and g.value = 0
            ), cast_votes as (
                insert into {votes} ({votes_key}, voter_id, value)
                select :subject, voter, value from given where value <> 0
                on conflict ({votes_key}, voter_id) do update set value = excluded.value
                 where {votes}.value <> excluded.value
            ), change as (
                select coalesce(sum((g.value = 1)::int - coalesce(b.value = 1, false)::int), 0)::int as up,
                       coalesce(sum((g.value = -1)::int - coalesce(b.value = -1, false)::int), 0)::int as down,
                       coalesce(array_agg(g.voter) filter (where g.value <> coalesce(b.value, 0)), '{}') as voters
                  from given g left join before b on b.voter_id = g.voter
            )
            update {counts} c set up_count = c.up_count + change.up, down_count = c.down_count + change.down
              from change
             where c.{counts_key} = :subject
            returning c.up_count, c.down_count, change.voters
            """;

    private final DatabaseClient database;

    Ballots(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Casts, changes or (with 0) withdraws votes, within the transaction that has locked what they
     * are on.
     *
     * @param votes by voter
     */
    public Mono<Count> cast(Poll poll, UUID subject, Map<UUID, Integer> votes) {
        List<Map.Entry<UUID, Integer>> entries = List.copyOf(votes.entrySet());
        return database.sql(poll.in(CAST))
                .bind("subject", subject)
                .bind("voters", entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind("values", entries.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .map(Ballots::toCount)
                .one();
    }

    private static Count toCount(Readable row) {
        return new Count(
                required(row, "up_count", Integer.class),
                required(row, "down_count", Integer.class),
                Set.of(required(row, "voters", UUID[].class)));
    }

    /**
     * What votes led to.
     *
     * @param changed those voters whose vote is another than before
     */
    public record Count(int up, int down, Set<UUID> changed) {

        public Count {
            changed = Set.copyOf(changed);
        }
    }
}
