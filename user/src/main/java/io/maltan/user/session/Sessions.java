package io.maltan.user.session;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sessions and refresh tokens in the database. */
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

    private static final String ADD_TOKEN =
            """
            insert into refresh_token (hash, session_id, issued_at)
            values (:hash, :session, :now)
            """;
    private static final String SPEND =
            """
            update refresh_token set spent_at = :now, successor_salt = :salt
            where hash = :hash and spent_at is null
            """;
    private static final String SALT_OF_SPENT =
            """
            select successor_salt from refresh_token
            where hash = :hash and spent_at >= :since and successor_salt is not null
            """;
    private static final String IS_UNSPENT =
            """
            select exists (select from refresh_token where hash = :hash and spent_at is null)
                as unspent
            """;

    /** Whatever concerns a session's tokens locks the session first. */
    private static final String EXTEND =
            """
            update session
            set last_used_at = :now, access_expires_at = :accessEnds,
                expires_at = least(:refreshEnds, created_at + make_interval(secs => :longest))
            where id = (select session_id from refresh_token where hash = :hash)
                and revoked_at is null and expires_at > :now
            returning id, sid, account_id, client, created_at, last_used_at
            """;

    private static final String REVOKE_OF_TOKEN =
            """
            update session set revoked_at = :now
            where id = (select session_id from refresh_token where hash = :hash)
                and revoked_at is null
            """;
    private static final String OF_UNSPENT_TOKEN =
            """
            select s.id, s.sid, s.account_id, s.client, s.created_at, s.last_used_at
            from session s join refresh_token t on t.session_id = s.id
            where t.hash = :hash and t.spent_at is null and s.expires_at > :now
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
    private static final String LOCK_ALL =
            """
            select id from session
            where account_id = :account and revoked_at is null
            order by id
            for update
            """;
    private static final String ALL_OF_ACCOUNT =
            """
            select id, sid, account_id, client, created_at, last_used_at
            from session
            where account_id = :account
            order by id
            """;
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
    private static final String REMOVE_ALL =
            """
            delete from session where account_id = :account
            """;
    private static final String RETIRE =
            """
            insert into retired_sid (sid, expires_at)
            select sid, access_expires_at from session where id = any (:ids)
            """;
    private static final String RENAME =
            """
            update session set sid = renamed.sid
            from unnest(:ids::uuid[], :sids::uuid[]) as renamed (id, sid)
            where session.id = renamed.id
            """;
    private static final String FORGET =
            """
            delete from session
            where id in (select id from session where expires_at < :since limit 1000)
            """;
    private static final String FORGET_SPENT =
            """
            delete from refresh_token
            where hash in (select hash from refresh_token where spent_at < :since limit :most)
            """;
    private static final String FORGET_RETIRED =
            """
            delete from retired_sid where expires_at < :since
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

    Mono<Void> addToken(UUID session, RefreshToken token, Instant now) {
        return database.sql(ADD_TOKEN)
                .bind("hash", token.hash())
                .bind("session", session)
                .bind("now", now)
                .then();
    }

    /** Spends a token; false where it is unknown or was spent before. */
    Mono<Boolean> spend(RefreshToken token, byte[] salt, Instant now) {
        return database.sql(SPEND)
                .bind("hash", token.hash())
                .bind("salt", salt)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(spent -> spent > 0);
    }

    /** What the successor of a token was derived with; empty where it was spent too long ago. */
    Mono<byte[]> saltOfSpent(RefreshToken token, Instant since) {
        return database.sql(SALT_OF_SPENT)
                .bind("hash", token.hash())
                .bind("since", since)
                .map(row -> required(row, "successor_salt", byte[].class))
                .one();
    }

    Mono<Boolean> isUnspent(RefreshToken token) {
        return database.sql(IS_UNSPENT)
                .bind("hash", token.hash())
                .map(row -> required(row, "unspent", Boolean.class))
                .one();
    }

    /** Lets the session of a token live on and locks it; empty where it has ended. */
    Mono<Session> extendOf(RefreshToken token, Lifetimes lifetimes) {
        return database.sql(EXTEND)
                .bind("hash", token.hash())
                .bind("now", lifetimes.now())
                .bind("refreshEnds", lifetimes.refreshEnds())
                .bind("accessEnds", lifetimes.accessEnds())
                .bind("longest", (double) lifetimes.longest().toSeconds())
                .map(Sessions::toSession)
                .one();
    }

    /** Ends the session of a token, whether the token is spent or not. */
    Mono<Void> revokeOf(RefreshToken token) {
        return database.sql(REVOKE_OF_TOKEN)
                .bind("hash", token.hash())
                .bind("now", clock.instant())
                .then();
    }

    /** The session that a token could still refresh. */
    public Mono<Session> findByToken(RefreshToken token) {
        return database.sql(OF_UNSPENT_TOKEN)
                .bind("hash", token.hash())
                .bind("now", clock.instant())
                .map(Sessions::toSession)
                .one();
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

    /**
     * Lets the access tokens given so far count no more, in the transaction around. The sessions go
     * on: their next refresh gives tokens that say what is true then.
     */
    public Mono<Void> retireTokens(UUID account) {
        return database.sql(LOCK_ALL)
                .bind("account", account)
                .map(row -> required(row, "id", UUID.class))
                .all()
                .collectList()
                .flatMap(this::rename);
    }

    private Mono<Void> rename(List<UUID> sessions) {
        UUID[] ids = sessions.toArray(UUID[]::new);
        UUID[] sids = sessions.stream().map(session -> Ids.next()).toArray(UUID[]::new);
        return database.sql(RETIRE)
                .bind("ids", ids)
                .then()
                .then(database.sql(RENAME).bind("ids", ids).bind("sids", sids).then());
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

    /** All sessions of an account that are still remembered, over or not. */
    Flux<Session> allOf(UUID account) {
        return database.sql(ALL_OF_ACCOUNT).bind("account", account).map(Sessions::toSession).all();
    }

    Mono<Void> remove(UUID account) {
        return database.sql(REMOVE_ALL).bind("account", account).then();
    }

    /** Deletes what expired before a time. */
    Mono<Long> forgetExpiredBefore(Instant time) {
        return database.sql(FORGET)
                .bind("since", time)
                .fetch()
                .rowsUpdated()
                .zipWith(
                        database.sql(FORGET_RETIRED).bind("since", time).fetch().rowsUpdated(),
                        Long::sum);
    }

    /** Deletes some of the tokens that were spent before a time; how many. */
    Mono<Long> forgetSpentBefore(Instant time, int most) {
        return database.sql(FORGET_SPENT)
                .bind("since", time)
                .bind("most", most)
                .fetch()
                .rowsUpdated();
    }

    private static Session toSession(Readable row) {
        return new Session(
                required(row, "id", UUID.class),
                required(row, "sid", UUID.class),
                required(row, "account_id", UUID.class),
                required(row, "client", String.class),
                required(row, "created_at", Instant.class),
                required(row, "last_used_at", Instant.class));
    }
}
