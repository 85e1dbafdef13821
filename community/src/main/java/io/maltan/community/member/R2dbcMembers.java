package io.maltan.community.member;

import io.maltan.community.sql.NullableValue;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

@Repository
class R2dbcMembers {

    private static final String KEEP =
            """
            insert into member (id, display_name, preferred_regions, joined_at)
            values (:id, :displayName, :preferredRegions, coalesce(:joinedAt, now()))
            on conflict (id) do update
               set display_name = excluded.display_name, preferred_regions = excluded.preferred_regions,
                   joined_at = least(member.joined_at, excluded.joined_at)
            """;
    private static final String EXISTS =
            "select exists (select 1 from member where id = :id) as known";

    private final DatabaseClient database;

    R2dbcMembers(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> keep(Member member) {
        return database.sql(KEEP)
                .bind("id", member.id())
                .bind("displayName", member.displayName())
                .bind("preferredRegions", member.preferredRegions().toArray(String[]::new))
                .bind("joinedAt", NullableValue.of(member.joinedAt(), Instant.class))
                .then();
    }

    Mono<Boolean> exists(UUID id) {
        return database.sql(EXISTS).bind("id", id).mapValue(Boolean.class).one();
    }
}
