package io.maltan.user.session;

import io.maltan.platform.id.Ids;
import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Gives out tokens: the first pair of a session, and the next for the refresh token of the last.
 * Each refresh token works once. Whoever shows a spent one may have stolen it, or may have been
 * robbed of it: the session ends for both.
 */
@Component
public class TokenGrants {

    private final Sessions sessions;
    private final Accounts accounts;
    private final AccessTokens accessTokens;
    private final SessionSettings settings;
    private final Clock clock;
    private final TransactionalOperator transactional;

    TokenGrants(
            Sessions sessions,
            Accounts accounts,
            AccessTokens accessTokens,
            SessionSettings settings,
            Clock clock,
            TransactionalOperator transactional) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.settings = settings;
        this.clock = clock;
        this.transactional = transactional;
    }

    /** Opens a session for whoever has proved to be this account. */
    public Mono<TokenPair> open(Account account, String client) {
        UUID session = Ids.next();
        Lifetimes lifetimes = lifetimesFromNow();
        return sessions.open(session, account.id(), client, lifetimes)
                .flatMap(opened ->
                        opened
                                ? issue(account, session, lifetimes)
                                : Mono.error(AccountDisabled::new))
                .as(transactional::transactional);
    }

    /** Spends a refresh token on a new pair; fails with {@link InvalidRefreshToken}. */
    public Mono<TokenPair> refresh(RefreshToken token) {
        Lifetimes lifetimes = lifetimesFromNow();
        return sessions.spend(token, lifetimes.now())
                .flatMap(session -> renew(session, lifetimes))
                .switchIfEmpty(sessions.revokeOf(token).then(Mono.empty()))
                .as(transactional::transactional)
                .switchIfEmpty(Mono.error(InvalidRefreshToken::new));
    }

    private Mono<TokenPair> renew(UUID id, Lifetimes lifetimes) {
        return sessions.extend(id, lifetimes)
                .flatMap(session -> accounts.find(session.accountId()))
                .filter(account -> !account.disabled())
                .flatMap(account -> issue(account, id, lifetimes));
    }

    private Mono<TokenPair> issue(Account account, UUID session, Lifetimes lifetimes) {
        RefreshToken refreshToken = RefreshToken.random();
        return sessions.addToken(session, refreshToken, lifetimes.now())
                .then(accessTokens.issue(account, session, lifetimes))
                .map(accessToken ->
                        new TokenPair(accessToken, refreshToken, settings.accessTokenLifetime()));
    }

    private Lifetimes lifetimesFromNow() {
        return Lifetimes.from(clock.instant(), settings);
    }
}
