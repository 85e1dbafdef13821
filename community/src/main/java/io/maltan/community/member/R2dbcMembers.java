package io.maltan.community.member;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

@Repository
class R2dbcMembers {

    private static final String KEEP =
            """
            insert into member (id, display_name, preferred_regions)
            values (:id, :displayName, :preferredRegions)
            on conflict (id) do update
               set display_name = excluded.display_name, preferred_regions = excluded.preferred_regions
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
                .then();
    }

    Mono<Boolean> exists(UUID id) {
        return database.sql(EXISTS).bind("id", id).mapValue(Boolean.class).one();
    }
}
