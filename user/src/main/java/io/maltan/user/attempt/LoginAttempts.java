package io.maltan.user.attempt;

import static io.maltan.user.sql.Columns.required;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts failed logins in PostgreSQL, so that neither a restart nor a lost Redis forgives them.
 *
 * <p>An account is whatever names one, known or not: unknown names are counted alike. Names and
 * addresses are kept only as hashes.
 */
@Component
public class LoginAttempts {

    private static final String ACCOUNT = "account";
    private static final String ADDRESS = "address";
    private static final byte[] NO_SUBJECT = {};

    private static final String RECENT =
            """
            select scope, count(*) as failures, min(at) as oldest
            from login_failure, unnest(failures) as at
            where (scope = 'account' and subject = :account
                    or scope = 'address' and subject = :address)
                and at > :since
            group by scope
            """;

    /** Keeps of each subject no more failures than its limit asks for. */
    private static final String RECORD =
            """
            insert into login_failure as known (scope, subject, failures, last_at)
            values (:scope, :subject, array[cast(:now as timestamptz)], :now)
            on conflict (scope, subject) do update
            set failures = array(
                    select at from unnest(known.failures) as at
                    where at > :since order by at desc limit :earlier
                ) || excluded.failures,
                last_at = excluded.last_at
            """;

    private static final String FORGIVE =
            """
            delete from login_failure where scope = :scope and subject = :subject
            """;
    private static final String FORGET =
            """
            delete from login_failure where last_at < :since
            """;

    /** As long as a guess may wait for its hash. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int MOST_REMEMBERED = 10_000;

    private final DatabaseClient database;
    private final AttemptSettings settings;
    private final Clock clock;
    private final Cache<ByteBuffer, Boolean> throttled =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

    LoginAttempts(DatabaseClient database, AttemptSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Fails with {@link TooManyAttempts} while the account or the address is throttled. */
    public Mono<Void> requireAllowed(String account, String address) {
        return requireBelowLimits(hashOf(account), hashOf(address));
    }

    /** Fails with {@link TooManyAttempts} while the account is throttled. */
    public Mono<Void> requireAllowed(String account) {
        return requireBelowLimits(hashOf(account), NO_SUBJECT);
    }

    /**
     * Whether a guess is worth a hash: not within the second after another guess at the account was
     * refused. Whether it is allowed, the database says.
     */
    public boolean isWorthwhile(String account) {
        return throttled.getIfPresent(ByteBuffer.wrap(hashOf(account))) == null;
    }

    private Mono<Void> requireBelowLimits(byte[] account, byte[] address) {
        Instant now = clock.instant();
        return database.sql(RECENT)
                .bind("account", account)
                .bind("address", address)
                .bind("since", now.minus(settings.window()))
                .map(row -> pauseAfter(row, now))
                .all()
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other)
                .flatMap(LoginAttempts::refuseDuring)
                .doOnError(
                        TooManyAttempts.class,
                        refused -> throttled.put(ByteBuffer.wrap(account), true));
    }

    private Duration pauseAfter(Readable row, Instant now) {
        String scope = required(row, "scope", String.class);
        int limit = scope.equals(ACCOUNT) ? settings.perAccount() : settings.perAddress();
        if (required(row, "failures", Long.class) < limit) {
            return Duration.ZERO;
        }
        Instant oldest = required(row, "oldest", Instant.class);
        return Duration.between(now, oldest.plus(settings.window())).plusSeconds(1);
    }

    private static Mono<Void> refuseDuring(Duration pause) {
        return pause.isZero() ? Mono.empty() : Mono.error(() -> new TooManyAttempts(pause));
    }

    /** Counts a failure of an account and of an address. */
    public Mono<Void> recordFailure(String account, String address) {
        return recordFailure(account).then(record(ADDRESS, address, settings.perAddress()));
    }

    /** Counts a failure of an account. */
    public Mono<Void> recordFailure(String account) {
        return record(ACCOUNT, account, settings.perAccount());
    }

    private Mono<Void> record(String scope, String subject, int limit) {
        Instant now = clock.instant();
        return database.sql(RECORD)
                .bind("scope", scope)
                .bind("subject", hashOf(subject))
                .bind("now", now)
                .bind("since", now.minus(settings.window()))
                .bind("earlier", limit - 1)
                .then();
    }

    /** Forgets the failures of an account that has shown the right password. */
    public Mono<Void> forgive(String account) {
        return database.sql(FORGIVE).bind("scope", ACCOUNT).bind("subject", hashOf(account)).then();
    }

    /** Forgets what no longer counts. */
    Mono<Void> forgetOld() {
        return database.sql(FORGET).bind("since", clock.instant().minus(settings.window())).then();
    }

    private static byte[] hashOf(String subject) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(subject.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
