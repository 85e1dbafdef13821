package io.maltan.user.erasure;

import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.security.Caller;
import io.maltan.platform.web.ETags;
import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.account.LastAdministrator;
import io.maltan.user.apikey.ApiKeys;
import io.maltan.user.attempt.LoginAttempts;
import io.maltan.user.session.RetiredNames;
import io.maltan.user.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Ends accounts at once: what this service holds is gone, and the request to all services on its
 * way, in one transaction. Only the names of sessions remain until their access tokens have ended.
 */
@Component
class AccountEnd {

    private final Accounts accounts;
    private final Sessions sessions;
    private final RetiredNames retiredNames;
    private final ApiKeys apiKeys;
    private final LoginAttempts attempts;
    private final ErasureSaga saga;
    private final TransactionalOperator transactional;

    AccountEnd(
            Accounts accounts,
            Sessions sessions,
            RetiredNames retiredNames,
            ApiKeys apiKeys,
            LoginAttempts attempts,
            ErasureSaga saga,
            TransactionalOperator transactional) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.retiredNames = retiredNames;
        this.apiKeys = apiKeys;
        this.attempts = attempts;
        this.saga = saga;
        this.transactional = transactional;
    }

    /** Ends the caller's own account; answers the id of the erasure. */
    Mono<UUID> ofCaller(Caller caller, @Nullable String ifMatch) {
        return sessions.requireOpen(caller)
                .then(accounts.lockAdministrators())
                .then(Mono.defer(() -> getForUpdate(caller.id())))
                .doOnNext(account -> ETags.requireMatch(ifMatch, account.version()))
                .flatMap(account ->
                        end(account).delayUntil(id -> requireAnAdministratorWithout(account)))
                .as(transactional::transactional);
    }

    /** Ends the account of a guest, unless it is gone meanwhile. */
    Mono<UUID> ofGuest(UUID guest) {
        return accounts.findForUpdate(guest)
                .filter(Account::guest)
                .flatMap(this::end)
                .as(transactional::transactional);
    }

    private Mono<Account> getForUpdate(UUID id) {
        return accounts.findForUpdate(id)
                .filter(account -> !account.disabled())
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")));
    }

    private Mono<UUID> end(Account account) {
        UUID id = account.id();
        return retiredNames
                .retireForGood(id)
                .then(apiKeys.retireTokens(id))
                .then(forgetAttempts(account))
                .then(accounts.removeMergedInto(id).collectList())
                .delayUntil(guests -> accounts.remove(id))
                .flatMap(guests -> saga.begin(withGuests(id, guests)));
    }

    private Mono<Void> forgetAttempts(Account account) {
        EmailAddress email = account.email();
        Mono<Void> byId = attempts.forgive(account.id().toString());
        return email == null ? byId : byId.then(attempts.forgive(email.value()));
    }

    private static List<UUID> withGuests(UUID account, List<UUID> guests) {
        List<UUID> people = new ArrayList<>(guests);
        people.add(account);
        return people;
    }

    private Mono<Void> requireAnAdministratorWithout(Account account) {
        if (!account.isAdministrator()) {
            return Mono.empty();
        }
        return accounts.countAdministrators()
                .flatMap(left -> left == 0 ? Mono.error(LastAdministrator::new) : Mono.empty());
    }
}
