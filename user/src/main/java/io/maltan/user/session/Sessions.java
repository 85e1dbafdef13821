package io.maltan.user.session;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sessions and refresh tokens in the database. */
@Repository
public class Sessions {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    /** How much longer than its end a token may be believed by a clock that is slow. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    /** The account is locked against being disabled until its new session is there to be ended. */
    private static final String OPEN =
            """
            insert into session (id, account_id, client, created_at, last_used_at, expires_at,
                access_expires_at)
            select :id, id, :client, :now, :now, :refreshEnds, :accessEnds
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
            update refresh_token set spent_at = :now
            where hash = :hash and spent_at is null
            returning session_id
            """;
    private static final String EXTEND =
            """
            update session
            set last_used_at = :now, expires_at = :refreshEnds, access_expires_at = :accessEnds
            where id = :id and revoked_at is null and expires_at > :now
            returning id, account_id, client, created_at, last_used_at
            """;
    private static final String REVOKE_OF_TOKEN =
            """
            update session set revoked_at = :now
            where id = (select session_id from refresh_token where hash = :hash)
                and revoked_at is null
            """;
    private static final String OF_UNSPENT_TOKEN =
            """
            select s.id, s.account_id, s.client, s.created_at, s.last_used_at
            from session s join refresh_token t on t.session_id = s.id
            where t.hash = :hash and t.spent_at is null and s.expires_at > :now
            """;
    private static final String OF_ACCOUNT =
            """
            select id, account_id, client, created_at, last_used_at
            from session
            where account_id = :account and revoked_at is null and expires_at > :now
                and id < :before
            order by id desc
            limit :limit
            """;
    private static final String REVOKE =
            """
            update session set revoked_at = :now
            where id = :id and account_id = :account and revoked_at is null and expires_at > :now
            """;
    private static final String REVOKE_ALL =
            """
            update session set revoked_at = :now
            where account_id = :account and id <> :kept and revoked_at is null
            """;
    private static final String REVOKED =
            """
            select id, access_expires_at from session
            where revoked_at is not null and access_expires_at > :since
            order by access_expires_at
            """;
    private static final String FORGET =
            """
            delete from session where expires_at < :since
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

    /** Spends a token; empty where it is unknown or was spent before. */
    Mono<UUID> spend(RefreshToken token, Instant now) {
        return database.sql(SPEND)
                .bind("hash", token.hash())
                .bind("now", now)
                .map(row -> required(row, "session_id", UUID.class))
                .one();
    }

    /** Lets a session live on; empty where it has ended. */
    Mono<Session> extend(UUID id, Lifetimes lifetimes) {
        return database.sql(EXTEND)
                .bind("id", id)
                .bind("now", lifetimes.now())
                .bind("refreshEnds", lifetimes.refreshEnds())
                .bind("accessEnds", lifetimes.accessEnds())
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

    /** Ends all sessions of an account but one. */
    public Mono<Void> revokeOthers(UUID account, UUID kept) {
        return database.sql(REVOKE_ALL)
                .bind("account", account)
                .bind("kept", kept)
                .bind("now", clock.instant())
                .then();
    }

    /** Ends all sessions of an account. */
    public Mono<Void> revokeAll(UUID account) {
        return revokeOthers(account, AFTER_ALL);
    }

    /** The sessions that have ended before their access tokens. */
    Flux<RevokedSession> revoked() {
        return database.sql(REVOKED)
                .bind("since", clock.instant().minus(CLOCK_SKEW))
                .map(row ->
                        new RevokedSession(
                                required(row, "id", UUID.class),
                                required(row, "access_expires_at", Instant.class).plus(CLOCK_SKEW)))
                .all();
    }

    /** Deletes what expired before a time. */
    Mono<Long> forgetExpiredBefore(Instant time) {
        return database.sql(FORGET).bind("since", time).fetch().rowsUpdated();
    }

    private static Session toSession(Readable row) {
        return new Session(
                required(row, "id", UUID.class),
                required(row, "account_id", UUID.class),
                required(row, "client", String.class),
                required(row, "created_at", Instant.class),
                required(row, "last_used_at", Instant.class));
    }
}
