package io.maltan.user.session;

import io.maltan.user.sql.Renaming;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Names of sessions that access tokens may still bear and that count no more. */
@Repository
public class RetiredNames {

    private static final Renaming RENAMING =
            new Renaming(
                    """
                    select id from session
                    where account_id = :account and revoked_at is null
                    order by id
                    for update
                    """,
                    """
                    insert into retired_sid (sid, expires_at)
                    select sid, access_expires_at from session where id = any (:ids)
                    """,
                    """
                    update session set sid = renamed.sid
                    from unnest(:ids::uuid[], :sids::uuid[]) as renamed (id, sid)
                    where session.id = renamed.id
                    """);
    private static final String LOCK_OF_WHOM_ENDS =
            """
            select session.id from session join account on account.id = session.account_id
            where account.id = :account or account.merged_into = :account
            order by session.id
            for update of session
            """;
    private static final String RETIRE_OF_WHOM_ENDS =
            """
            insert into retired_sid (sid, expires_at)
            select session.sid, session.access_expires_at
            from session join account on account.id = session.account_id
            where (account.id = :account or account.merged_into = :account)
                and session.access_expires_at > :since
            """;
    private static final String FORGET =
            """
            delete from retired_sid where expires_at < :since
            """;

    private final DatabaseClient database;
    private final Clock clock;

    RetiredNames(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Lets the access tokens given so far count no more, in the transaction around. The sessions go
     * on: their next refresh gives tokens that say what is true then.
     */
    public Mono<Void> retire(UUID account) {
        return RENAMING.of(account, database);
    }

    /**
     * Keeps the names of the sessions of an account that is about to be deleted, and of the guests
     * in it, until the last access token that bears one has ended.
     */
    public Mono<Void> retireForGood(UUID account) {
        return database.sql(LOCK_OF_WHOM_ENDS)
                .bind("account", account)
                .then()
                .then(
                        database.sql(RETIRE_OF_WHOM_ENDS)
                                .bind("account", account)
                                .bind("since", clock.instant().minus(Revocations.CLOCK_SKEW))
                                .then());
    }

    /** Forgets those that no token can bear any more since a time. */
    Mono<Void> forgetExpiredBefore(Instant time) {
        return database.sql(FORGET).bind("since", time).then();
    }
}
