package io.maltan.user.session;

import io.maltan.platform.id.Ids;
import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.signing.TokenLifetime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Gives out tokens: the first pair of a session, and the next for the refresh token of the last.
 * Each refresh token works once, apart from a client that repeats its last refresh at once because
 * the answer got lost. Whoever else shows a spent one may have stolen it, or may have been robbed
 * of it: the session ends for both.
 */
@Component
public class TokenGrants {

    /** Sessions may do whatever their account may. */
    private static final String SCOPE = "read write";

    private final Sessions sessions;
    private final SessionTokens tokens;
    private final Accounts accounts;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SessionSettings settings;
    private final Duration accessTokenLifetime;
    private final Clock clock;
    private final TransactionalOperator transactional;

    TokenGrants(
            Sessions sessions,
            SessionTokens tokens,
            Accounts accounts,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            SessionSettings settings,
            TokenLifetime lifetime,
            Clock clock,
            TransactionalOperator transactional) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.accessTokenLifetime = lifetime.accessTokenLifetime();
        this.clock = clock;
        this.transactional = transactional;
    }

    /** Opens a session for whoever has proved to be this account. */
    public Mono<TokenPair> open(UUID account, String client) {
        UUID session = Ids.next();
        Lifetimes lifetimes = lifetimesFromNow();
        return sessions.open(session, account, client, lifetimes)
                .flatMap(opened ->
                        opened ? accounts.find(account) : Mono.error(AccountDisabled::new))
                .flatMap(known -> issueFirst(known, session, lifetimes))
                .as(transactional::transactional);
    }

    private Mono<TokenPair> issueFirst(Account account, UUID session, Lifetimes lifetimes) {
        RefreshToken first = refreshTokens.first();
        return tokens.add(session, first, lifetimes.now())
                .then(Mono.defer(() -> issue(account, session, first, lifetimes)));
    }

    /** Spends a refresh token on a new pair; fails with {@link InvalidRefreshToken}. */
    public Mono<TokenPair> refresh(RefreshToken token) {
        Lifetimes lifetimes = lifetimesFromNow();
        return tokens.extendOf(token, lifetimes)
                .flatMap(session -> renew(session, token, lifetimes))
                .switchIfEmpty(tokens.revokeOf(token).then(Mono.empty()))
                .as(transactional::transactional)
                .switchIfEmpty(Mono.error(InvalidRefreshToken::new));
    }

    private Mono<TokenPair> renew(Session session, RefreshToken token, Lifetimes lifetimes) {
        return accounts.find(session.accountId())
                .filter(account -> !account.disabled())
                .zipWhen(account -> nextOf(session, token, lifetimes.now()))
                .flatMap(next -> issue(next.getT1(), session.sid(), next.getT2(), lifetimes));
    }

    /** The session is locked meanwhile: of many refreshes at once one spends, the others repeat. */
    private Mono<RefreshToken> nextOf(Session session, RefreshToken token, Instant now) {
        return spend(session, token, now).switchIfEmpty(Mono.defer(() -> repeat(token, now)));
    }

    private Mono<RefreshToken> spend(Session session, RefreshToken token, Instant now) {
        byte[] salt = refreshTokens.salt();
        RefreshToken next = refreshTokens.after(token, salt);
        return tokens.spend(token, salt, now)
                .flatMap(spent ->
                        spent
                                ? tokens.add(session.id(), next, now).thenReturn(next)
                                : Mono.empty());
    }

    /** The token that followed, as long as nobody has used it: then its owner has it. */
    private Mono<RefreshToken> repeat(RefreshToken token, Instant now) {
        return tokens.saltOfSpent(token, now.minus(settings.repetition()))
                .map(salt -> refreshTokens.after(token, salt))
                .filterWhen(tokens::isUnspent);
    }

    private Mono<TokenPair> issue(
            Account account, UUID sid, RefreshToken refreshToken, Lifetimes lifetimes) {
        return accessTokens
                .issue(
                        account.id(),
                        account.roles(),
                        sid,
                        SCOPE,
                        lifetimes.now(),
                        lifetimes.accessEnds())
                .map(accessToken -> new TokenPair(accessToken, refreshToken, accessTokenLifetime));
    }

    private Lifetimes lifetimesFromNow() {
        Instant now = clock.instant();
        return new Lifetimes(
                now,
                now.plus(accessTokenLifetime),
                now.plus(settings.refreshTokenLifetime()),
                settings.longest());
    }
}
