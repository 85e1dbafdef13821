package io.maltan.community.trust;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** How far people are trusted, from what is known of them now; no counter can drift. */
@Repository
public class Standings {

    private static final String FIND =
            """
            select coalesce((select joined_at from member where id = :person), now()) as joined_at,
                   (select count(*) from (
                        (select 1 from post
                          where author_id = :person and removed_at is null and hidden_at is null limit :most)
                        union all
                        (select 1 from comment
                          where author_id = :person and removed_at is null and hidden_at is null limit :most)) made
                   )::int as contributions,
                   (select count(*) from moderation_case
                     where author_id = :person and action in ('hide', 'remove', 'suspend_author') and not overturned
                       and decided_at > now() - make_interval(days => :days))::int as strikes,
                   told.upheld, told.dismissed
              from (select count(*) filter (where c.action <> 'dismiss' and not c.overturned)::int as upheld,
                           count(*) filter (where c.action = 'dismiss')::int as dismissed
                      from (select case_id from report where reporter_id = :person limit 100) r
                      join moderation_case c on c.id = r.case_id and c.status = 'decided') told
            """;

    private final DatabaseClient database;
    private final TrustSettings settings;

    Standings(DatabaseClient database, TrustSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    public Mono<TrustLevel> levelOf(UUID person) {
        return find(person).map(standing -> standing.level(settings, Instant.now()));
    }

    /** How much a report of this person counts: their level, and how right they were so far. */
    public Mono<Double> weightOf(UUID reporter) {
        return find(reporter)
                .map(standing ->
                        standing.level(settings, Instant.now()).weight() * standing.accuracy());
    }

    private Mono<Standing> find(UUID person) {
        return database.sql(FIND)
                .bind("person", person)
                .bind("most", Standing.MOST_COUNTED)
                .bind("days", (int) Standing.STRIKES_LAST.toDays())
                .map(Standings::toStanding)
                .one();
    }

    private static Standing toStanding(Readable row) {
        return new Standing(
                required(row, "joined_at", Instant.class),
                required(row, "contributions", Integer.class),
                required(row, "strikes", Integer.class),
                required(row, "upheld", Integer.class),
                required(row, "dismissed", Integer.class));
    }
}
