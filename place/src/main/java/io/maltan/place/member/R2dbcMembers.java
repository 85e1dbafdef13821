package io.maltan.place.member;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcMembers {

    private static final String SAVE =
            """
            insert into member (id, display_name) values (:id, :name)
            on conflict (id) do update set display_name = excluded.display_name
            """;

    private static final String FIND = "select id, display_name from member where id = :id";
    private static final String DELETE = "delete from member where id = :id";

    private final DatabaseClient database;

    R2dbcMembers(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> save(Member member) {
        return database.sql(SAVE)
                .bind("id", member.id())
                .bind("name", Parameters.in(R2dbcType.VARCHAR, member.displayName()))
                .then();
    }

    Flux<Member> find(UUID id) {
        return database.sql(FIND)
                .bind("id", id)
                .map(row -> new Member(id, row.get("display_name", String.class), null))
                .all();
    }

    Mono<Void> delete(UUID id) {
        return database.sql(DELETE).bind("id", id).then();
    }
}
