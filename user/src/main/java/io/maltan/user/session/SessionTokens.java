package io.maltan.user.session;

import static io.maltan.user.sql.Columns.required;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The refresh tokens in the database, which knows only their hashes, and what they do to their
 * sessions.
 */
@Repository
public class SessionTokens {

    private static final String ADD =
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
    private static final String EXTEND_SESSION =
            """
            update session
            set last_used_at = :now, access_expires_at = :accessEnds,
                expires_at = least(:refreshEnds, created_at + make_interval(secs => :longest))
            where id = (select session_id from refresh_token where hash = :hash)
                and revoked_at is null and expires_at > :now
            returning id, sid, account_id, client, created_at, last_used_at
            """;

    private static final String REVOKE_SESSION =
            """
            update session set revoked_at = :now
            where id = (select session_id from refresh_token where hash = :hash)
                and revoked_at is null
            """;
    private static final String SESSION_OF_UNSPENT =
            """
            select s.id, s.sid, s.account_id, s.client, s.created_at, s.last_used_at
            from session s join refresh_token t on t.session_id = s.id
            where t.hash = :hash and t.spent_at is null and s.expires_at > :now
            """;
    private static final String FORGET =
            """
            delete from refresh_token
            where hash in (select hash from refresh_token where spent_at < :since limit :most)
            """;

    private final DatabaseClient database;
    private final Clock clock;

    SessionTokens(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Void> add(UUID session, RefreshToken token, Instant now) {
        return database.sql(ADD)
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
        return database.sql(EXTEND_SESSION)
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
        return database.sql(REVOKE_SESSION)
                .bind("hash", token.hash())
                .bind("now", clock.instant())
                .then();
    }

    /** The session that a token could still refresh. */
    public Mono<Session> findByToken(RefreshToken token) {
        return database.sql(SESSION_OF_UNSPENT)
                .bind("hash", token.hash())
                .bind("now", clock.instant())
                .map(Sessions::toSession)
                .one();
    }

    /** Deletes some of the tokens that were spent before a time; how many. */
    Mono<Long> forgetSpentBefore(Instant time, int most) {
        return database.sql(FORGET).bind("since", time).bind("most", most).fetch().rowsUpdated();
    }
}
