package io.maltan.recommendation.feedback;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of guests who became accounts, and locks on people until a transaction ends. */
@Component
final class R2dbcMergedGuests {

    private static final String LOCK_SHARED =
            "select pg_advisory_xact_lock_shared(hashtextextended(cast(:person as text), 27))";

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended(cast(:person as text), 27))";

    private static final String ADD =
            """
            insert into merged_guest (guest, account) values (:guest, :account)
            on conflict (guest) do nothing
            """;

    private static final String ACCOUNT_OF =
            "select account from merged_guest where guest = :guest";

    private static final String GUESTS_OF =
            "select guest, merged_at from merged_guest where account = :account order by merged_at, guest";

    private static final String REMOVE =
            "delete from merged_guest where guest = :person or account = :person";

    private static final String REMOVE_OLD =
            "delete from merged_guest where merged_at < now() - make_interval(secs => :seconds)";

    private final DatabaseClient database;

    R2dbcMergedGuests(DatabaseClient database) {
        this.database = database;
    }

    /** Has who would lock the person alone wait; what is read after it is as they left it. */
    Mono<Void> lockShared(UUID person) {
        return database.sql(LOCK_SHARED).bind("person", person).then();
    }

    /** Waits for all who have locked the person, and has others wait. */
    Mono<Void> lock(UUID person) {
        return database.sql(LOCK).bind("person", person).then();
    }

    Mono<Void> add(UUID guest, UUID account) {
        return database.sql(ADD).bind("guest", guest).bind("account", account).then();
    }

    /** The account that somebody became lately; empty for everybody else. */
    Mono<UUID> accountOf(UUID guest) {
        return database.sql(ACCOUNT_OF)
                .bind("guest", guest)
                .map(row -> required(row, "account", UUID.class))
                .one();
    }

    Flux<MergedGuest> guestsOf(UUID account) {
        return database.sql(GUESTS_OF)
                .bind("account", account)
                .map(row ->
                        new MergedGuest(
                                required(row, "guest", UUID.class),
                                required(row, "merged_at", Instant.class)))
                .all();
    }

    /** Forgets whatever names a person, as a guest or as an account. */
    Mono<Void> remove(UUID person) {
        return database.sql(REMOVE).bind("person", person).then();
    }

    Mono<Void> removeOlderThan(Duration age) {
        return database.sql(REMOVE_OLD).bind("seconds", (double) age.toSeconds()).then();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** A guest who became the account. */
    record MergedGuest(UUID guestId, Instant mergedAt) {}
}
