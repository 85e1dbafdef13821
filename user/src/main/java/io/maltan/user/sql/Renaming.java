package io.maltan.user.sql;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Gives new names to what an account's access tokens are of, so that those given so far count no
 * more: statements of one table.
 */
public final class Renaming {

    private final String lock;
    private final String retire;
    private final String rename;

    /**
     * @param lock locks its rows of {@code :account} and returns each {@code id}
     * @param retire keeps the old names of the rows {@code :ids}
     * @param rename gives each of {@code :ids} the name at the same place of {@code :sids}
     */
    public Renaming(String lock, String retire, String rename) {
        this.lock = lock;
        this.retire = retire;
        this.rename = rename;
    }

    /** Renames the rows of an account, in the transaction around. */
    public Mono<Void> of(UUID account, DatabaseClient database) {
        return database.sql(lock)
                .bind("account", account)
                .map(row -> required(row, "id", UUID.class))
                .all()
                .collectList()
                .flatMap(rows -> rename(rows, database));
    }

    private Mono<Void> rename(List<UUID> rows, DatabaseClient database) {
        UUID[] ids = rows.toArray(UUID[]::new);
        UUID[] sids = rows.stream().map(row -> Ids.next()).toArray(UUID[]::new);
        return database.sql(retire)
                .bind("ids", ids)
                .then()
                .then(database.sql(rename).bind("ids", ids).bind("sids", sids).then());
    }
}
