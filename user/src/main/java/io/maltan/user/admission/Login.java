package io.maltan.user.admission;

import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.Credentials;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.attempt.LoginAttempts;
import io.maltan.user.password.HashingSaturated;
import io.maltan.user.password.PasswordHasher;
import io.maltan.user.session.TokenGrants;
import io.maltan.user.session.TokenPair;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets people in who show their password. */
@Component
class Login {

    private final Accounts accounts;
    private final LoginAttempts attempts;
    private final Guests guests;
    private final PasswordHasher hasher;
    private final TokenGrants grants;
    private final TransactionalOperator transactional;

    Login(
            Accounts accounts,
            LoginAttempts attempts,
            Guests guests,
            PasswordHasher hasher,
            TokenGrants grants,
            TransactionalOperator transactional) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.guests = guests;
        this.hasher = hasher;
        this.grants = grants;
        this.transactional = transactional;
    }

    /** A session's first tokens; fails with {@link InvalidCredentials}. */
    Mono<TokenPair> logIn(
            String email, String password, @Nullable String guestToken, Client client) {
        String name = EmailAddress.normalise(email);
        return hasher.requireRoom()
                .then(attempts.requireAllowed(name, client.network()))
                .then(guests.identify(guestToken))
                .zipWhen(guest -> authenticate(name, password, client.network()))
                .flatMap(known -> admit(known.getT2(), known.getT1(), client))
                .as(hasher::inTime);
    }

    private Mono<Credentials> authenticate(String name, String password, String address) {
        return findCredentials(name)
                .flatMap(found -> checked(name, found, password))
                .flatMap(proved ->
                        proved.isPresent()
                                ? welcome(name, address, proved.get(), password)
                                : refuse(name, address));
    }

    private Mono<Optional<Credentials>> findCredentials(String name) {
        return Mono.justOrEmpty(EmailAddress.parse(name))
                .flatMap(accounts::findCredentials)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** Costs the same whether there is such an account or not. */
    private Mono<Optional<Credentials>> checked(
            String name, Optional<Credentials> found, String password) {
        String hash = found.map(Credentials::passwordHash).orElse(hasher.decoy());
        return hasher.matches(password, hash, () -> attempts.isWorthwhile(name))
                .map(matches -> found.filter(known -> matches));
    }

    /**
     * Of many guesses made at once, those after the tenth failure find the account throttled,
     * whether they are right or wrong: else the answer would tell which one is.
     */
    private Mono<Credentials> refuse(String name, String address) {
        return attempts.requireAllowed(name, address)
                .then(Mono.defer(() -> attempts.recordFailure(name, address)))
                .then(Mono.error(InvalidCredentials::new));
    }

    private Mono<Credentials> welcome(
            String name, String address, Credentials proved, String password) {
        return attempts.requireAllowed(name, address)
                .then(attempts.forgive(name))
                .then(Mono.defer(() -> renewOutdatedHash(proved, password)))
                .then(Mono.defer(() -> getAccount(proved.accountId())))
                .thenReturn(proved);
    }

    /** Erased between the check of the password and now. */
    private Mono<Account> getAccount(UUID id) {
        return accounts.find(id).switchIfEmpty(Mono.error(InvalidCredentials::new));
    }

    /** Only now is the password known; nobody is kept out because there is no time for it. */
    private Mono<Void> renewOutdatedHash(Credentials proved, String password) {
        if (!hasher.isOutdated(proved.passwordHash())) {
            return Mono.empty();
        }
        return hasher.hash(password)
                .flatMap(hash -> accounts.renewPasswordHash(proved, hash))
                .onErrorComplete(HashingSaturated.class);
    }

    private Mono<TokenPair> admit(Credentials proved, Optional<UUID> guest, Client client) {
        UUID account = proved.accountId();
        return grants.open(account, client.name())
                .delayUntil(tokens -> requireUnchanged(proved))
                .delayUntil(tokens ->
                        Mono.justOrEmpty(guest).flatMap(guestId -> guests.merge(guestId, account)))
                .as(transactional::transactional);
    }

    /**
     * The session has locked the account: a change of the password that came first is seen here,
     * and one that comes later ends the session.
     */
    private Mono<Credentials> requireUnchanged(Credentials proved) {
        return accounts.findCredentials(proved.accountId())
                .filter(current -> current.equals(proved) || isRenewed(proved))
                .switchIfEmpty(Mono.error(InvalidCredentials::new));
    }

    private boolean isRenewed(Credentials proved) {
        return hasher.isOutdated(proved.passwordHash());
    }
}
