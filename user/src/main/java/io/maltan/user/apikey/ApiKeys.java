package io.maltan.user.apikey;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Unauthorised;
import io.maltan.user.sql.Renaming;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The API keys in the database, which knows only their hashes. */
@Repository
public class ApiKeys {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    /** Keys of one owner are added one after the other, lest together they pass the limit. */
    private static final String LOCK_OWNER =
            """
            select id from account
            where id = :account and not guest and not disabled
            for update
            """;

    private static final String ADD =
            """
            insert into api_key (id, sid, account_id, name, prefix, hash, scopes, created_at,
                expires_at)
            select :id, :id, :account, :name, :prefix, :hash, :scopes, :createdAt, :expiresAt
            where (select count(*) from api_key where account_id = :account) < :most
            """;
    private static final String FIND =
            """
            select id, name, prefix, scopes, created_at, last_used_at, expires_at
            from api_key
            where id = :id and account_id = :account
            """;
    private static final String OF_ACCOUNT =
            """
            select id, name, prefix, scopes, created_at, last_used_at, expires_at
            from api_key
            where account_id = :account and id < :before
            order by id desc
            limit :limit
            """;
    private static final String USE =
            """
            update api_key key
            set last_used_at = :now,
                access_expires_at = greatest(key.access_expires_at,
                    least(cast(:accessEnds as timestamptz), key.expires_at))
            from account
            where key.hash = :hash and (key.expires_at is null or key.expires_at > :now)
                and account.id = key.account_id and not account.disabled
            returning key.account_id, key.sid, key.scopes,
                least(cast(:accessEnds as timestamptz), key.expires_at) as access_ends
            """;
    private static final String REMOVE =
            """
            with removed as (
                delete from api_key
                where id = :id and account_id = :account
                returning sid, access_expires_at
            ), retired as (
                insert into retired_sid (sid, expires_at)
                select sid, access_expires_at from removed where access_expires_at is not null
            )
            select count(*) as removed from removed
            """;
    private static final String ALL_OF_ACCOUNT =
            """
            select id, name, prefix, scopes, created_at, last_used_at, expires_at
            from api_key
            where account_id = :account
            order by id
            """;
    private static final String REMOVE_ALL =
            """
            delete from api_key where account_id = :account
            """;
    private static final Renaming RENAMING =
            new Renaming(
                    """
                    select id from api_key
                    where account_id = :account
                    order by id
                    for update
                    """,
                    """
                    insert into retired_sid (sid, expires_at)
                    select sid, access_expires_at from api_key
                    where id = any (:ids) and access_expires_at is not null
                    """,
                    """
                    update api_key set sid = renamed.sid, access_expires_at = null
                    from unnest(:ids::uuid[], :sids::uuid[]) as renamed (id, sid)
                    where api_key.id = renamed.id
                    """);

    private final DatabaseClient database;
    private final TransactionalOperator transactional;
    private final ApiKeySettings settings;

    ApiKeys(DatabaseClient database, TransactionalOperator transactional, ApiKeySettings settings) {
        this.database = database;
        this.transactional = transactional;
        this.settings = settings;
    }

    /** Adds a key; fails with {@link TooManyApiKeys}. */
    Mono<Void> add(UUID account, ApiKey key, KeySecret secret) {
        return database.sql(LOCK_OWNER)
                .bind("account", account)
                .map(row -> required(row, "id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")))
                .flatMap(owner -> insert(owner, key, secret))
                .as(transactional::transactional)
                .flatMap(added -> added > 0 ? Mono.empty() : Mono.error(this::tooMany));
    }

    private TooManyApiKeys tooMany() {
        return new TooManyApiKeys(settings.mostPerUser());
    }

    private Mono<Long> insert(UUID account, ApiKey key, KeySecret secret) {
        return database.sql(ADD)
                .bind("id", key.id())
                .bind("account", account)
                .bind("name", key.name())
                .bind("prefix", key.prefix())
                .bind("hash", secret.hash())
                .bind("scopes", key.scopes().stream().map(Scope::claim).toArray(String[]::new))
                .bind("createdAt", key.createdAt())
                .bind(
                        "expiresAt",
                        Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, key.expiresAt()))
                .bind("most", settings.mostPerUser())
                .fetch()
                .rowsUpdated();
    }

    Mono<ApiKey> find(UUID account, UUID id) {
        return database.sql(FIND).bind("id", id).bind("account", account).map(ApiKeys::toKey).one();
    }

    /** Somebody's keys, the newest first. */
    Flux<ApiKey> ofAccount(UUID account, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(OF_ACCOUNT)
                .bind("account", account)
                .bind("before", cursor == null ? AFTER_ALL : cursor.uuid(0))
                .bind("limit", page.limitPlusOne())
                .map(ApiKeys::toKey)
                .all();
    }

    /** Notes that a key is used until a time; empty where it is not valid. */
    Mono<KeyUse> use(KeySecret secret, Instant now, Instant accessEnds) {
        return database.sql(USE)
                .bind("hash", secret.hash())
                .bind("now", now)
                .bind("accessEnds", accessEnds)
                .map(ApiKeys::toUse)
                .one();
    }

    /** Revokes a key and the token that it was exchanged for; false where there is none such. */
    Mono<Boolean> remove(UUID account, UUID id) {
        return database.sql(REMOVE)
                .bind("id", id)
                .bind("account", account)
                .map(row -> required(row, "removed", Long.class) > 0)
                .one();
    }

    /** All keys of an account. */
    Flux<ApiKey> allOf(UUID account) {
        return database.sql(ALL_OF_ACCOUNT).bind("account", account).map(ApiKeys::toKey).all();
    }

    Mono<Void> removeAll(UUID account) {
        return database.sql(REMOVE_ALL).bind("account", account).then();
    }

    /** Lets the tokens count no more that an account's keys were exchanged for so far. */
    public Mono<Void> retireTokens(UUID account) {
        return RENAMING.of(account, database);
    }

    private static ApiKey toKey(Readable row) {
        return new ApiKey(
                required(row, "id", UUID.class),
                required(row, "name", String.class),
                required(row, "prefix", String.class),
                toScopes(row),
                required(row, "created_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("expires_at", Instant.class));
    }

    private static KeyUse toUse(Readable row) {
        return new KeyUse(
                required(row, "account_id", UUID.class),
                required(row, "sid", UUID.class),
                toScopes(row),
                required(row, "access_ends", Instant.class));
    }

    private static List<Scope> toScopes(Readable row) {
        return Arrays.stream(required(row, "scopes", String[].class))
                .flatMap(claim -> Scope.ofClaim(claim).stream())
                .toList();
    }
}
