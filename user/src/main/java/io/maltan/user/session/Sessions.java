package io.maltan.user.session;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sessions in the database. */
@Repository
public class Sessions {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    /** The account is locked against being disabled until its new session is there to be ended. */
    private static final String OPEN =
            """
            insert into session (id, sid, account_id, client, created_at, last_used_at, expires_at,
                access_expires_at)
            select :id, :id, id, :client, :now, :now,
                least(:refreshEnds, cast(:now as timestamptz) + make_interval(secs => :longest)),
                :accessEnds
            from account
            where id = :account and not disabled and merged_into is null
            for share
            """;

    private static final String OF_ACCOUNT =
            """
            select id, sid, account_id, client, created_at, last_used_at
            from session
            where account_id = :account and revoked_at is null and expires_at > :now
                and id < :before
            order by id desc
            limit :limit
            """;
    private static final String IS_OPEN =
            """
            select exists (
                select from session
                where sid = :sid and account_id = :account and revoked_at is null
            ) as open
            """;
    private static final String REVOKE =
            """
            update session set revoked_at = :now
            where id = :id and account_id = :account and revoked_at is null and expires_at > :now
            """;
    private static final String REVOKE_ALL =
            """
            update session set revoked_at = :now
            where account_id = :account and sid <> :kept and revoked_at is null
            """;
    private static final String ALL_OF_ACCOUNT =
            """
            select id, sid, account_id, client, created_at, last_used_at
            from session
            where account_id = :account
            order by id
            """;
    private static final String REMOVE_ALL =
            """
            delete from session where account_id = :account
            """;
    private static final String FORGET =
            """
            delete from session
            where id in (select id from session where expires_at < :since limit 1000)
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Sessions(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Opens a session; false where the account is disabled or gone. */
    Mono<Boolean> open(UUID id, UUID account, String client, Lifetimes lifetimes) {
        return database.sql(OPEN)
                .bind("id", id)
                .bind("account", account)
                .bind("client", client)
                .bind("now", lifetimes.now())
                .bind("refreshEnds", lifetimes.refreshEnds())
                .bind("accessEnds", lifetimes.accessEnds())
                .bind("longest", (double) lifetimes.longest().toSeconds())
                .fetch()
                .rowsUpdated()
                .map(opened -> opened > 0);
    }

    /** An account's living sessions, the newest first. */
    Flux<Session> ofAccount(UUID account, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(OF_ACCOUNT)
                .bind("account", account)
                .bind("now", clock.instant())
                .bind("before", cursor == null ? AFTER_ALL : cursor.uuid(0))
                .bind("limit", page.limitPlusOne())
                .map(Sessions::toSession)
                .all();
    }

    /** Lets only callers pass who have logged in; fails with {@link SessionRequired}. */
    public Mono<Void> requireOpen(Caller caller) {
        return database.sql(IS_OPEN)
                .bind("sid", caller.sessionId())
                .bind("account", caller.id())
                .map(row -> required(row, "open", Boolean.class))
                .one()
                .flatMap(open -> open ? Mono.empty() : Mono.error(SessionRequired::new));
    }

    /** Ends one session of an account; fails with {@link SessionNotFound}. */
    Mono<Void> revoke(UUID account, UUID id) {
        return database.sql(REVOKE)
                .bind("id", id)
                .bind("account", account)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .flatMap(revoked ->
                        revoked == 0 ? Mono.error(() -> new SessionNotFound(id)) : Mono.empty());
    }

    /** Ends all sessions of an account but the one that access tokens call by a name. */
    public Mono<Void> revokeOthers(UUID account, UUID keptSid) {
        return database.sql(REVOKE_ALL)
                .bind("account", account)
                .bind("kept", keptSid)
                .bind("now", clock.instant())
                .then();
    }

    /** Ends all sessions of an account. */
    public Mono<Void> revokeAll(UUID account) {
        return revokeOthers(account, AFTER_ALL);
    }

    /** All sessions of an account that are still remembered, over or not. */
    Flux<Session> allOf(UUID account) {
        return database.sql(ALL_OF_ACCOUNT).bind("account", account).map(Sessions::toSession).all();
    }

    Mono<Void> remove(UUID account) {
        return database.sql(REMOVE_ALL).bind("account", account).then();
    }

    /** Deletes some of those that expired before a time. */
    Mono<Void> forgetExpiredBefore(Instant time) {
        return database.sql(FORGET).bind("since", time).then();
    }

    static Session toSession(Readable row) {
        return new Session(
                required(row, "id", UUID.class),
                required(row, "sid", UUID.class),
                required(row, "account_id", UUID.class),
                required(row, "client", String.class),
                required(row, "created_at", Instant.class),
                required(row, "last_used_at", Instant.class));
    }
}
