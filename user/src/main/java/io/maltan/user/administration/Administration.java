package io.maltan.user.administration;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.web.ETags;
import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.LastAdministrator;
import io.maltan.user.account.UserNotFound;
import io.maltan.user.apikey.ApiKeys;
import io.maltan.user.session.RetiredNames;
import io.maltan.user.session.Sessions;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What administrators do with the accounts of others. */
@Component
class Administration {

    private final Accounts accounts;
    private final Sessions sessions;
    private final RetiredNames retiredNames;
    private final ApiKeys apiKeys;
    private final TransactionalOperator transactional;

    Administration(
            Accounts accounts,
            Sessions sessions,
            RetiredNames retiredNames,
            ApiKeys apiKeys,
            TransactionalOperator transactional) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.retiredNames = retiredNames;
        this.apiKeys = apiKeys;
        this.transactional = transactional;
    }

    Mono<Page<Account>> search(@Nullable String text, PageRequest page) {
        return accounts.search(text, page)
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())));
    }

    /** A person's account; guests are nobody's business. */
    Mono<Account> get(UUID id) {
        return accounts.find(id)
                .filter(account -> !account.guest())
                .switchIfEmpty(Mono.error(() -> new UserNotFound(id)));
    }

    /**
     * Changes roles and state. Disabling ends all sessions; other roles let the tokens given so far
     * count no more, while the sessions go on. One administrator must remain.
     */
    Mono<Account> change(UUID id, @Nullable String ifMatch, UnaryOperator<Rights> change) {
        return accounts.lockAdministrators()
                .then(Mono.defer(() -> getForUpdate(id)))
                .flatMap(account -> apply(account, changed(account, ifMatch, change)))
                .as(transactional::transactional);
    }

    private Mono<Account> apply(Account before, Account after) {
        return accounts.update(after)
                .delayUntil(written -> requireAnAdministrator())
                .delayUntil(written -> retireWhatIsUntrue(before, after));
    }

    private Mono<Account> getForUpdate(UUID id) {
        return accounts.findForUpdate(id)
                .filter(account -> !account.guest())
                .switchIfEmpty(Mono.error(() -> new UserNotFound(id)));
    }

    private static Account changed(
            Account account, @Nullable String ifMatch, UnaryOperator<Rights> change) {
        ETags.requireMatch(ifMatch, account.version());
        return change.apply(Rights.of(account)).appliedTo(account);
    }

    private Mono<Void> requireAnAdministrator() {
        return accounts.countAdministrators()
                .flatMap(left -> left == 0 ? Mono.error(LastAdministrator::new) : Mono.empty());
    }

    private Mono<Void> retireWhatIsUntrue(Account before, Account after) {
        if (after.disabled()) {
            return sessions.revokeAll(after.id()).then(apiKeys.retireTokens(after.id()));
        }
        if (before.roles().equals(after.roles())) {
            return Mono.empty();
        }
        return retiredNames.retire(after.id()).then(apiKeys.retireTokens(after.id()));
    }
}
