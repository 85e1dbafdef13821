package io.maltan.community.follow;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whom somebody follows, blocks and mutes; who does so to them is forgotten, but not told. */
@Component
class RelationsOfPerson implements PersonalData {

    private static final String EXPORT =
            """
            select 'follow' as kind, followed_id as user_id, since from follow where follower_id = :person
            union all
            select 'block', blocked_id, since from block where blocker_id = :person
            union all
            select 'mute', muted_id, since from mute where muter_id = :person
            """;
    private static final String FORGET =
            """
            with follows as (delete from follow where follower_id = :person or followed_id = :person),
                 blocks as (delete from block where blocker_id = :person or blocked_id = :person)
            delete from mute where muter_id = :person or muted_id = :person
            """;

    private final DatabaseClient database;

    RelationsOfPerson(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String section() {
        return "relations";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Exported(
                                required(row, "kind", String.class),
                                required(row, "user_id", UUID.class),
                                required(row, "since", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(FORGET).bind("person", person).then();
    }

    /** One relation to somebody else. */
    record Exported(String kind, UUID userId, Instant since) {}
}
