package io.maltan.user.admission;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import io.maltan.user.account.AccountEvents;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.GuestUnknown;
import io.maltan.user.account.Profile;
import io.maltan.user.session.RefreshToken;
import io.maltan.user.session.SessionTokens;
import io.maltan.user.session.Sessions;
import io.maltan.user.session.TokenGrants;
import io.maltan.user.session.TokenPair;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets guests in, and makes them part of the account that they turn out to be. */
@Component
class Guests {

    private static final String NAME = "Guest";

    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionTokens refreshTokens;
    private final TokenGrants grants;
    private final ReactiveJwtDecoder accessTokens;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Clock clock;

    Guests(
            Accounts accounts,
            Sessions sessions,
            SessionTokens refreshTokens,
            TokenGrants grants,
            ReactiveJwtDecoder accessTokens,
            Outbox outbox,
            TransactionalOperator transactional,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.outbox = outbox;
        this.transactional = transactional;
        this.clock = clock;
    }

    /** Makes a new guest and opens its session. */
    Mono<TokenPair> admit(String language, Client client) {
        Account guest = Account.ofGuest(Profile.of(NAME, language), clock.instant());
        return accounts.addGuest(guest)
                .then(outbox.append(AccountEvents.registered(guest)))
                .then(Mono.defer(() -> grants.open(guest.id(), client.name())))
                .as(transactional::transactional);
    }

    /**
     * Finds whose a guest's token is: the access token, or the refresh token of a client whose
     * access token has expired meanwhile.
     *
     * @return empty where no token was given; an invalid one is an error, lest the guest's feedback
     *     get lost unnoticed
     */
    Mono<Optional<UUID>> identify(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return Mono.just(Optional.empty());
        }
        Mono<UUID> guest = token.contains(".") ? ofAccessToken(token) : ofRefreshToken(token);
        return guest.map(Optional::of).switchIfEmpty(Mono.error(Guests::invalidToken));
    }

    private Mono<UUID> ofAccessToken(String token) {
        return accessTokens
                .decode(token)
                .onErrorMap(BadJwtException.class, invalid -> invalidToken())
                .filter(Guests::isGuest)
                .map(jwt -> UUID.fromString(jwt.getSubject()));
    }

    private static boolean isGuest(Jwt token) {
        return List.of(Role.GUEST.claim()).equals(token.getClaimAsStringList("roles"));
    }

    private Mono<UUID> ofRefreshToken(String token) {
        return refreshTokens
                .findByToken(new RefreshToken(token))
                .flatMap(session -> accounts.find(session.accountId()))
                .filter(Account::guest)
                .map(Account::id);
    }

    /** Gives what a guest did to an account, in the transaction around. */
    Mono<Void> merge(UUID guest, UUID into) {
        return accounts.merge(guest, into)
                .onErrorMap(GuestUnknown.class, unknown -> invalidToken())
                .flatMap(mergedNow -> mergedNow ? conclude(guest, into) : Mono.empty());
    }

    private Mono<Void> conclude(UUID guest, UUID into) {
        return sessions.revokeAll(guest).then(outbox.append(AccountEvents.merged(guest, into)));
    }

    private static Invalid invalidToken() {
        return Invalid.field("guestToken", "guest_token");
    }
}
