package io.maltan.user.account;

import static io.maltan.user.sql.Columns.required;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Role;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcAccounts implements Accounts {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private static final String ADD =
            """
            insert into account (id, email, password_hash, display_name, language,
                preferred_regions, preferred_categories, roles, guest, created_at)
            values (:id, :email, :passwordHash, :displayName, :language,
                :regions, :categories, :roles, :guest, :createdAt)
            on conflict (email) do nothing
            """;
    private static final String FIND =
            """
            select id, email, display_name, language, preferred_regions, preferred_categories,
                roles, disabled, version, created_at
            from account
            where id = :id and merged_into is null
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String CREDENTIALS =
            """
            select id, password_hash from account
            where email = :email
            """;
    private static final String CREDENTIALS_BY_ID =
            """
            select id, password_hash from account
            where id = :id and not guest and not disabled
            """;
    private static final String EXISTS =
            """
            select exists (select from account where email = :email) as found
            """;
    private static final String UPDATE =
            """
            update account
            set display_name = :displayName, language = :language, preferred_regions = :regions,
                preferred_categories = :categories, roles = :roles, disabled = :disabled,
                version = version + 1
            where id = :id
            returning id, email, display_name, language, preferred_regions, preferred_categories,
                roles, disabled, version, created_at
            """;
    private static final String CHANGE_PASSWORD =
            """
            update account set password_hash = :passwordHash where id = :id
            """;
    private static final String RENEW_PASSWORD_HASH =
            """
            update account set password_hash = :passwordHash
            where id = :id and password_hash = :known
            """;
    private static final String MERGE =
            """
            update account set merged_into = :into, version = version + 1
            where id = :guest and guest and merged_into is null
            """;
    private static final String IS_MERGED =
            """
            select exists (select from account where id = :guest and merged_into = :into) as found
            """;
    private static final String MERGED_INTO =
            """
            select id from account where merged_into = :account order by id
            """;
    private static final String REMOVE_MERGED_INTO =
            """
            delete from account where merged_into = :account returning id
            """;
    private static final String REMOVE =
            """
            delete from account where id = :account
            """;
    private static final String FORGET_REGISTRATION =
            """
            delete from idempotency_key where scope = 'anonymous' and position(:account in body) > 0
            """;
    private static final String GUESTS_WITHOUT_SESSION =
            """
            select id from account
            where guest and merged_into is null and created_at < :cameBefore
                and not exists (
                    select from session
                    where account_id = account.id and revoked_at is null and expires_at > :now)
            order by created_at
            limit :limit
            """;
    private static final String SEARCH =
            """
            select id, email, display_name, language, preferred_regions, preferred_categories,
                roles, disabled, version, created_at
            from account
            where not guest and id < :before
                and (email ilike :pattern or display_name ilike :pattern)
            order by id desc
            limit :limit
            """;
    private static final String LOCK_ADMINISTRATORS =
            """
            select pg_advisory_xact_lock(hashtext('maltan.administrators'))
            """;
    private static final String COUNT_ADMINISTRATORS =
            """
            select count(*) as administrators from account
            where 'admin' = any (roles) and not disabled
            """;

    private final DatabaseClient database;

    R2dbcAccounts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Account account, String passwordHash) {
        return insert(account, passwordHash)
                .flatMap(added -> added == 0 ? Mono.error(EmailTaken::new) : Mono.empty());
    }

    @Override
    public Mono<Void> addGuest(Account guest) {
        return insert(guest, null).then();
    }

    private Mono<Long> insert(Account account, @Nullable String passwordHash) {
        EmailAddress email = account.email();
        GenericExecuteSpec insert = bindProfile(database.sql(ADD), account);
        insert = bindNullable(insert, "email", email == null ? null : email.value());
        return bindNullable(insert, "passwordHash", passwordHash)
                .bind("guest", account.guest())
                .bind("createdAt", account.createdAt())
                .fetch()
                .rowsUpdated();
    }

    private static GenericExecuteSpec bindProfile(GenericExecuteSpec statement, Account account) {
        Profile profile = account.profile();
        return statement
                .bind("id", account.id())
                .bind("displayName", profile.displayName())
                .bind("language", profile.language())
                .bind("regions", profile.preferredRegions().toArray(String[]::new))
                .bind("categories", profile.preferredCategories().toArray(String[]::new))
                .bind("roles", toClaims(account.roles()));
    }

    private static GenericExecuteSpec bindNullable(
            GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    private static String[] toClaims(Set<Role> roles) {
        return roles.stream().sorted().map(Role::claim).toArray(String[]::new);
    }

    @Override
    public Mono<Account> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(R2dbcAccounts::toAccount).one();
    }

    @Override
    public Mono<Account> findForUpdate(UUID id) {
        return database.sql(FIND_FOR_UPDATE).bind("id", id).map(R2dbcAccounts::toAccount).one();
    }

    @Override
    public Mono<Credentials> findCredentials(EmailAddress email) {
        return database.sql(CREDENTIALS)
                .bind("email", email.value())
                .map(R2dbcAccounts::toCredentials)
                .one();
    }

    @Override
    public Mono<Credentials> findCredentials(UUID id) {
        return database.sql(CREDENTIALS_BY_ID)
                .bind("id", id)
                .map(R2dbcAccounts::toCredentials)
                .one();
    }

    private static Credentials toCredentials(Readable row) {
        return new Credentials(
                required(row, "id", UUID.class), required(row, "password_hash", String.class));
    }

    @Override
    public Mono<Boolean> exists(EmailAddress email) {
        return database.sql(EXISTS)
                .bind("email", email.value())
                .map(row -> required(row, "found", Boolean.class))
                .one();
    }

    @Override
    public Mono<Account> update(Account account) {
        return bindProfile(database.sql(UPDATE), account)
                .bind("disabled", account.disabled())
                .map(R2dbcAccounts::toAccount)
                .one();
    }

    @Override
    public Mono<Void> changePassword(UUID id, String passwordHash) {
        return database.sql(CHANGE_PASSWORD)
                .bind("id", id)
                .bind("passwordHash", passwordHash)
                .then();
    }

    @Override
    public Mono<Void> renewPasswordHash(Credentials known, String passwordHash) {
        return database.sql(RENEW_PASSWORD_HASH)
                .bind("id", known.accountId())
                .bind("known", known.passwordHash())
                .bind("passwordHash", passwordHash)
                .then();
    }

    @Override
    public Mono<Boolean> merge(UUID guest, UUID into) {
        return database.sql(MERGE)
                .bind("guest", guest)
                .bind("into", into)
                .fetch()
                .rowsUpdated()
                .flatMap(merged -> merged > 0 ? Mono.just(true) : requireMerged(guest, into));
    }

    private Mono<Boolean> requireMerged(UUID guest, UUID into) {
        return database.sql(IS_MERGED)
                .bind("guest", guest)
                .bind("into", into)
                .map(row -> required(row, "found", Boolean.class))
                .one()
                .flatMap(found -> found ? Mono.just(false) : Mono.error(GuestUnknown::new));
    }

    @Override
    public Flux<UUID> mergedInto(UUID account) {
        return idsOf(database.sql(MERGED_INTO).bind("account", account));
    }

    @Override
    public Flux<UUID> removeMergedInto(UUID account) {
        return idsOf(database.sql(REMOVE_MERGED_INTO).bind("account", account));
    }

    @Override
    public Mono<Void> remove(UUID account) {
        return database.sql(REMOVE).bind("account", account).then();
    }

    @Override
    public Mono<Void> forgetRegistration(UUID account) {
        return database.sql(FORGET_REGISTRATION).bind("account", account.toString()).then();
    }

    @Override
    public Flux<UUID> guestsWithoutSession(Instant cameBefore, Instant now, int limit) {
        return idsOf(
                database.sql(GUESTS_WITHOUT_SESSION)
                        .bind("cameBefore", cameBefore)
                        .bind("now", now)
                        .bind("limit", limit));
    }

    private static Flux<UUID> idsOf(GenericExecuteSpec statement) {
        return statement.map(row -> required(row, "id", UUID.class)).all();
    }

    @Override
    public Flux<Account> search(@Nullable String text, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(SEARCH)
                .bind("before", cursor == null ? AFTER_ALL : cursor.uuid(0))
                .bind("pattern", "%" + escaped(text == null ? "" : text) + "%")
                .bind("limit", page.limitPlusOne())
                .map(R2dbcAccounts::toAccount)
                .all();
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\%_]", "\\\\$0").replaceAll("\\p{Cc}", "");
    }

    @Override
    public Mono<Void> lockAdministrators() {
        return database.sql(LOCK_ADMINISTRATORS).then();
    }

    @Override
    public Mono<Long> countAdministrators() {
        return database.sql(COUNT_ADMINISTRATORS)
                .map(row -> required(row, "administrators", Long.class))
                .one();
    }

    private static Account toAccount(Readable row) {
        String email = row.get("email", String.class);
        return new Account(
                required(row, "id", UUID.class),
                email == null ? null : new EmailAddress(email),
                toProfile(row),
                toRoles(required(row, "roles", String[].class)),
                required(row, "disabled", Boolean.class),
                required(row, "version", Long.class),
                required(row, "created_at", Instant.class));
    }

    private static Profile toProfile(Readable row) {
        return new Profile(
                required(row, "display_name", String.class),
                required(row, "language", String.class),
                List.of(required(row, "preferred_regions", String[].class)),
                List.of(required(row, "preferred_categories", String[].class)));
    }

    private static Set<Role> toRoles(String[] claims) {
        return Arrays.stream(claims)
                .flatMap(claim -> Role.ofClaim(claim).stream())
                .collect(Collectors.toSet());
    }
}
