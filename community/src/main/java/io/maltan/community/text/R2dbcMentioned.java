package io.maltan.community.text;

import static io.maltan.community.sql.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The accounts that texts speak of. */
@Repository
class R2dbcMentioned {

    /** A name that several people have means none of them. */
    private static final String NAMED =
            """
            select (array_agg(id))[1] as id, min(display_name) as display_name from member
             where lower(display_name) = any(:keys)
             group by lower(display_name) having count(*) = 1
            """;

    private static final String IDENTIFIED =
            "select id, display_name from member where id = any(:keys)";

    private final DatabaseClient database;

    R2dbcMentioned(DatabaseClient database) {
        this.database = database;
    }

    Mono<Mentioned> find(Set<String> names, Set<UUID> ids) {
        return Mono.zip(
                select(NAMED, names, names.toArray(String[]::new)),
                select(IDENTIFIED, ids, ids.toArray(UUID[]::new)),
                Mentioned::of);
    }

    private Mono<List<Mentioned.Person>> select(
            String statement, Collection<?> keys, Object[] bound) {
        return keys.isEmpty()
                ? Mono.just(List.of())
                : database.sql(statement)
                        .bind("keys", bound)
                        .map(R2dbcMentioned::toPerson)
                        .all()
                        .collectList();
    }

    private static Mentioned.Person toPerson(Readable row) {
        return new Mentioned.Person(
                required(row, "id", UUID.class), required(row, "display_name", String.class));
    }
}
