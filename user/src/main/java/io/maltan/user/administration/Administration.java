package io.maltan.user.administration;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.web.ETags;
import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.UserNotFound;
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
    private final TransactionalOperator transactional;

    Administration(Accounts accounts, Sessions sessions, TransactionalOperator transactional) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.transactional = transactional;
    }

    Mono<Page<Account>> search(@Nullable String text, PageRequest page) {
        return accounts.search(text, page)
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())));
    }

    /** Changes roles and state; disabling ends all sessions. One administrator must remain. */
    Mono<Account> change(UUID id, @Nullable String ifMatch, UnaryOperator<Rights> change) {
        return accounts.lockAdministrators()
                .then(Mono.defer(() -> getForUpdate(id)))
                .map(account -> changed(account, ifMatch, change))
                .flatMap(accounts::update)
                .flatMap(account -> requireAnAdministrator().thenReturn(account))
                .flatMap(account -> endSessionsOfDisabled(account).thenReturn(account))
                .as(transactional::transactional);
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

    private Mono<Void> endSessionsOfDisabled(Account account) {
        return account.disabled() ? sessions.revokeAll(account.id()) : Mono.empty();
    }
}
