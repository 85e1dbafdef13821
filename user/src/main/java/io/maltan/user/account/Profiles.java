package io.maltan.user.account;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.web.ETags;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Reads and edits what accounts say about themselves. */
@Component
public class Profiles {

    private final Accounts accounts;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Profiles(Accounts accounts, Outbox outbox, TransactionalOperator transactional) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** The account of a caller; who is disabled meanwhile has no valid token any more. */
    public Mono<Account> getOwn(UUID id) {
        return accounts.find(id)
                .filter(account -> !account.disabled())
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")));
    }

    /** An account that everybody may know of. */
    public Mono<Account> getPublic(UUID id) {
        return accounts.find(id)
                .filter(account -> !account.disabled() && !account.guest())
                .switchIfEmpty(Mono.error(() -> new UserNotFound(id)));
    }

    /** Edits a profile that is still the one the caller has read. */
    public Mono<Account> edit(UUID id, @Nullable String ifMatch, UnaryOperator<Profile> edit) {
        return accounts.findForUpdate(id)
                .filter(account -> !account.disabled())
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")))
                .map(account -> edited(account, ifMatch, edit))
                .flatMap(accounts::update)
                .flatMap(account ->
                        outbox.append(AccountEvents.updated(account)).thenReturn(account))
                .as(transactional::transactional);
    }

    private static Account edited(
            Account account, @Nullable String ifMatch, UnaryOperator<Profile> edit) {
        ETags.requireMatch(ifMatch, account.version());
        return account.withProfile(edit.apply(account.profile()));
    }
}
