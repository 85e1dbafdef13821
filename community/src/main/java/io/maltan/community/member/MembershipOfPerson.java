package io.maltan.community.member;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is kept of somebody's account. */
@Component
class MembershipOfPerson implements PersonalData {

    private static final String EXPORT =
            "select display_name, preferred_regions, joined_at from member where id = :person";
    private static final String FORGET = "delete from member where id = :person";

    private final DatabaseClient database;

    MembershipOfPerson(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String section() {
        return "membership";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Membership(
                                required(row, "display_name", String.class),
                                List.of(required(row, "preferred_regions", String[].class)),
                                required(row, "joined_at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(FORGET).bind("person", person).then();
    }

    /** The account as it is known here. */
    record Membership(String displayName, List<String> preferredRegions, Instant joinedAt) {}
}
