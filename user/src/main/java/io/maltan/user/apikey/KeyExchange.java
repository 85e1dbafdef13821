package io.maltan.user.apikey;

import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.session.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Gives a short access token for a key. */
@Component
class KeyExchange {

    private final ApiKeys keys;
    private final Accounts accounts;
    private final AccessTokens accessTokens;
    private final Duration lifetime;
    private final Clock clock;
    private final TransactionalOperator transactional;

    KeyExchange(
            ApiKeys keys,
            Accounts accounts,
            AccessTokens accessTokens,
            ApiKeySettings settings,
            Clock clock,
            TransactionalOperator transactional) {
        this.keys = keys;
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.lifetime = settings.accessTokenLifetime();
        this.clock = clock;
        this.transactional = transactional;
    }

    /** The token that a key is worth; fails with {@link InvalidApiKey}. */
    Mono<KeyToken> exchange(KeySecret secret) {
        if (!secret.isWellFormed()) {
            return Mono.error(InvalidApiKey::new);
        }
        Instant now = clock.instant();
        return keys.use(secret, now, now.plus(lifetime))
                .flatMap(use -> issue(use, now))
                .as(transactional::transactional)
                .switchIfEmpty(Mono.error(InvalidApiKey::new));
    }

    /** The account is read while the key is locked, so that a later change finds the token. */
    private Mono<KeyToken> issue(KeyUse use, Instant now) {
        return accounts.find(use.accountId())
                .filter(account -> !account.disabled())
                .flatMap(account -> issue(account, use, now));
    }

    private Mono<KeyToken> issue(Account account, KeyUse use, Instant now) {
        return accessTokens
                .issue(
                        account.id(),
                        use.rolesOf(account),
                        use.sid(),
                        use.scope(),
                        now,
                        use.accessEnds())
                .map(token -> new KeyToken(token, Duration.between(now, use.accessEnds())));
    }
}
