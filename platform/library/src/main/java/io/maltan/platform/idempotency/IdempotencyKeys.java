package io.maltan.platform.idempotency;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The keys seen, and the answers kept for them, in the service's own database. */
class IdempotencyKeys {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** A claim that its holder does not renew is free again after a minute. */
    private static final String CLAIM =
            """
            insert into idempotency_key (scope, key, request_hash)
            values (:scope, :key, :hash)
            on conflict (scope, key) do update
               set created_at = now(), request_hash = excluded.request_hash
             where idempotency_key.status is null
               and idempotency_key.created_at < now() - interval '1 minute'
            """;

    private static final String FIND =
            """
            select request_hash, status, headers, body
              from idempotency_key
             where scope = :scope and key = :key
            """;

    private static final String KEEP =
            """
            update idempotency_key
               set status = :status, headers = :headers::jsonb, body = :body
             where scope = :scope and key = :key
            """;

    private static final String RENEW =
            """
            update idempotency_key
               set created_at = now()
             where scope = :scope and key = :key and status is null
            """;

    private static final String RELEASE =
            """
            delete from idempotency_key
             where scope = :scope and key = :key and status is null
            """;

    private static final String FORGET =
            """
            delete from idempotency_key
             where ctid = any (array(
                   select ctid from idempotency_key
                    where created_at < now() - make_interval(secs => :seconds)
                    limit 1000))
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    IdempotencyKeys(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Claim> claim(String scope, String key, byte[] hash) {
        return database.sql(CLAIM)
                .bind("scope", scope)
                .bind("key", key)
                .bind("hash", hash)
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows > 0 ? Mono.just(new Claim.First()) : findEarlier(scope, key, hash));
    }

    private Mono<Claim> findEarlier(String scope, String key, byte[] hash) {
        return database.sql(FIND)
                .bind("scope", scope)
                .bind("key", key)
                .map(row -> toClaim(row, hash))
                .one()
                .defaultIfEmpty(new Claim.InProgress());
    }

    private Claim toClaim(Readable row, byte[] hash) {
        if (!Arrays.equals(row.get("request_hash", byte[].class), hash)) {
            return new Claim.Reused();
        }
        Integer status = row.get("status", Integer.class);
        if (status == null) {
            return new Claim.InProgress();
        }
        Map<String, String> headers =
                json.readValue(
                        Objects.requireNonNullElse(row.get("headers", String.class), "{}"),
                        HEADERS);
        String body = Objects.requireNonNullElse(row.get("body", String.class), "");
        return new Claim.Answered(new KeptAnswer(status, headers, body));
    }

    Mono<Void> keep(String scope, String key, KeptAnswer answer) {
        return database.sql(KEEP)
                .bind("scope", scope)
                .bind("key", key)
                .bind("status", answer.status())
                .bind("headers", json.writeValueAsString(answer.headers()))
                .bind("body", answer.body())
                .then();
    }

    /** Lets a claim hold for another minute. */
    Mono<Void> renew(String scope, String key) {
        return database.sql(RENEW).bind("scope", scope).bind("key", key).then();
    }

    Mono<Void> release(String scope, String key) {
        return database.sql(RELEASE).bind("scope", scope).bind("key", key).then();
    }

    /** Deletes some of the keys older than the given age; how many. */
    Mono<Long> forgetOlderThan(Duration age) {
        return database.sql(FORGET).bind("seconds", age.toSeconds()).fetch().rowsUpdated();
    }
}
