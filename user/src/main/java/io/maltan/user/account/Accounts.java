package io.maltan.user.account;

import io.maltan.platform.page.PageRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All accounts. Guests that became part of another account are found no more. */
public interface Accounts {

    /** Adds a person's account; fails with {@link EmailTaken}. */
    Mono<Void> add(Account account, String passwordHash);

    Mono<Void> addGuest(Account guest);

    Mono<Account> find(UUID id);

    /** Finds an account and keeps it from changing until the transaction around ends. */
    Mono<Account> findForUpdate(UUID id);

    Mono<Credentials> findCredentials(EmailAddress email);

    Mono<Credentials> findCredentials(UUID id);

    Mono<Boolean> exists(EmailAddress email);

    /** Writes profile, roles and state, and answers the account with its next version. */
    Mono<Account> update(Account account);

    Mono<Void> changePassword(UUID id, String passwordHash);

    /** Replaces the hash of a password that is still the same. */
    Mono<Void> renewPasswordHash(Credentials known, String passwordHash);

    /**
     * Makes a guest part of an account.
     *
     * @return whether it became so now; false where it was part of that very account before
     */
    Mono<Boolean> merge(UUID guest, UUID into);

    /** The guests that became part of an account. */
    Flux<UUID> mergedInto(UUID account);

    /** Deletes the guests that became part of an account; answers which they were. */
    Flux<UUID> removeMergedInto(UUID account);

    /** Deletes an account with its sessions and keys. */
    Mono<Void> remove(UUID account);

    /** Forgets the answer that is kept for whoever repeats the account's registration. */
    Mono<Void> forgetRegistration(UUID account);

    /** Guests that came before a time and of whom no session goes on. */
    Flux<UUID> guestsWithoutSession(Instant cameBefore, Instant now, int limit);

    /** People, newest first, whose address or name contains the text. */
    Flux<Account> search(@Nullable String text, PageRequest page);

    /** Until the transaction around ends, nobody else changes who is an administrator. */
    Mono<Void> lockAdministrators();

    /** How many administrators are not disabled. */
    Mono<Long> countAdministrators();
}
